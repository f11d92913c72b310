// Exceptions for HRESULTs: what the runtime that generates code keeps in a table of its own. The texts of Win32 codes are the system's on Windows.
extern alias corelib;
using SR = corelib::System.SR;

namespace Ahead
{
    internal static class HResults
    {
        internal static corelib::System.Exception Create(int code)
        {
            corelib::System.Exception e = Known((uint)code) ?? new corelib::System.Runtime.InteropServices.COMException(Text((uint)code), code);
            e.HResult = code;
            return e;
        }

        private static string Text(uint code)
        {
            switch (code)
            {
                case 0x80004004: return "Error 2147500036 (0x80004004 (E_ABORT))";
                case 0x80004005: return "Unexpected HRESULT has been returned from a call to a COM component.";
                case 0x8000ffff: return "Error 2147549183 (0x8000FFFF (E_UNEXPECTED))";
                default: return string.Concat("Error ", code.ToString(), string.Concat(" (0x", code.ToString("X8"), ")"));
            }
        }

        private static corelib::System.Exception Known(uint code)
        {
            switch (code)
            {
                case 0x80131500: return new corelib::System.Exception();
                case 0x80131501: return new corelib::System.SystemException();
                case 0x80131502: return new corelib::System.ArgumentOutOfRangeException();
                case 0x80131503: return new corelib::System.ArrayTypeMismatchException();
                case 0x80131507: return new corelib::System.FieldAccessException();
                case 0x80131508: return new corelib::System.IndexOutOfRangeException();
                case 0x80131509: return new corelib::System.InvalidOperationException();
                case 0x8013150a: return new corelib::System.Security.SecurityException("An error relating to security occurred. (0x8013150A)");
                case 0x8013150c: return new corelib::System.Runtime.Serialization.SerializationException();
                case 0x8013150d: return new corelib::System.Security.VerificationException();
                case 0x80131510: return new corelib::System.MethodAccessException();
                case 0x80131511: return new corelib::System.MissingFieldException();
                case 0x80131512: return new corelib::System.MissingMemberException();
                case 0x80131513: return new corelib::System.MissingMethodException();
                case 0x80131514: return new corelib::System.MulticastNotSupportedException();
                case 0x80131515: return new corelib::System.NotSupportedException();
                case 0x80131516: return new corelib::System.OverflowException();
                case 0x80131517: return new corelib::System.RankException();
                case 0x80131518: return new corelib::System.Threading.SynchronizationLockException();
                case 0x80131519: return new corelib::System.Threading.ThreadInterruptedException();
                case 0x8013151a: return new corelib::System.MemberAccessException();
                case 0x80131520: return new corelib::System.Threading.ThreadStateException();
                case 0x80131522: return new corelib::System.TypeLoadException();
                case 0x80131523: return new corelib::System.EntryPointNotFoundException();
                case 0x80131524: return new corelib::System.DllNotFoundException();
                case 0x80131528: return new corelib::System.NotFiniteNumberException();
                case 0x80131529: return new corelib::System.DuplicateWaitObjectException();
                case 0x80131532: return new corelib::System.Resources.MissingManifestResourceException();
                case 0x80131535: return new corelib::System.Runtime.InteropServices.MarshalDirectiveException();
                case 0x80131537: return new corelib::System.FormatException();
                case 0x80131539: return new corelib::System.PlatformNotSupportedException();
                case 0x8013153a: return new corelib::System.InvalidProgramException();
                case 0x8013153b: return new corelib::System.OperationCanceledException();
                case 0x80131541: return new corelib::System.DataMisalignedException();
                case 0x80131543: return new corelib::System.TypeAccessException();
                case 0x80131578: return new corelib::System.InsufficientExecutionStackException();
                case 0x80131600: return new corelib::System.ApplicationException();
                case 0x80131601: return new corelib::System.Reflection.InvalidFilterCriteriaException();
                case 0x80131620: return new corelib::System.IO.IOException();
                case 0x80131621: return new corelib::System.IO.FileLoadException("Could not find or load a specific file. (0x80131621)");
                case 0x80131622: return new corelib::System.ObjectDisposedException(null, SR.ObjectDisposed_Generic);
                case 0x80070002: return new corelib::System.IO.FileNotFoundException("The system cannot find the file specified.\n (0x80070002)");
                case 0x80070003: return new corelib::System.IO.DirectoryNotFoundException("The system cannot find the path specified.\n (0x80070003)");
                case 0x80070004: return new corelib::System.IO.FileLoadException("The system cannot open the file.\n (0x80070004)");
                case 0x80070005: return new corelib::System.UnauthorizedAccessException("Access is denied.\n (0x80070005 (E_ACCESSDENIED))");
                case 0x8007000b: return new corelib::System.BadImageFormatException("An attempt was made to load a program with an incorrect format.\n (0x8007000B)");
                case 0x8007000e: return new corelib::System.OutOfMemoryException();
                case 0x80070015: return new corelib::System.IO.FileNotFoundException("The device is not ready.\n (0x80070015)");
                case 0x80070020: return new corelib::System.IO.FileLoadException("The process cannot access the file because it is being used by another process.\n (0x80070020)");
                case 0x80070021: return new corelib::System.IO.FileLoadException("The process cannot access the file because another process has locked a portion of the file.\n (0x80070021)");
                case 0x80070026: return new corelib::System.IO.EndOfStreamException();
                case 0x80070035: return new corelib::System.IO.FileNotFoundException("The network path was not found.\n (0x80070035)");
                case 0x80070043: return new corelib::System.IO.FileNotFoundException("The network name cannot be found.\n (0x80070043)");
                case 0x80070057: return new corelib::System.ArgumentException();
                case 0x8007006e: return new corelib::System.IO.FileLoadException("The system cannot open the device or file specified.\n (0x8007006E)");
                case 0x8007007b: return new corelib::System.IO.FileNotFoundException("The filename, directory name, or volume label syntax is incorrect.\n (0x8007007B)");
                case 0x8007007e: return new corelib::System.IO.FileNotFoundException("The specified module or one of its dependencies could not be found.\n (0x8007007E)");
                case 0x800700b6: return new corelib::System.BadImageFormatException("The operating system cannot run %1.\n (0x800700B6)");
                case 0x800700c0: return new corelib::System.BadImageFormatException("The operating system cannot run %1.\n (0x800700C0)");
                case 0x800700c1: return new corelib::System.BadImageFormatException("%1 is not a valid Win32 application.\n (0x800700C1)");
                case 0x800700ce: return new corelib::System.IO.PathTooLongException();
                case 0x80070216: return new corelib::System.ArithmeticException();
                case 0x800703e6: return new corelib::System.BadImageFormatException("Invalid access to memory location.\n (0x800703E6)");
                case 0x800703e9: return new corelib::System.StackOverflowException();
                case 0x800703ed: return new corelib::System.IO.FileLoadException("The volume does not contain a recognized file system.\nPlease make sure that all required file system drivers are loaded and that the volume is not corrupted.\n (0x800703ED)");
                case 0x800703ee: return new corelib::System.IO.FileLoadException("The volume for a file has been externally altered so that the opened file is no longer valid.\n (0x800703EE)");
                case 0x80070459: return new corelib::System.ArgumentOutOfRangeException("No mapping for the Unicode character exists in the target multi-byte code page.\n (0x80070459)");
                case 0x8007045a: return new corelib::System.IO.FileLoadException("A dynamic link library (DLL) initialization routine failed.\n (0x8007045A)");
                case 0x80070482: return new corelib::System.BadImageFormatException("One of the library files needed to run this application is damaged.\n (0x80070482)");
                case 0x80070485: return new corelib::System.IO.FileNotFoundException("One of the library files needed to run this application cannot be found.\n (0x80070485)");
                case 0x80070570: return new corelib::System.BadImageFormatException("The file or directory is corrupted and unreadable.\n (0x80070570)");
                case 0x80070571: return new corelib::System.IO.FileLoadException("The disk structure is corrupted and unreadable.\n (0x80070571)");
                case 0x80070574: return new corelib::System.IO.FileNotFoundException("Logon Failure: The target account name is incorrect.\n (0x80070574)");
                case 0x80004001: return new corelib::System.NotImplementedException();
                case 0x80004002: return new corelib::System.InvalidCastException();
                case 0x80004003: return new corelib::System.NullReferenceException();
                case 0x8002000e: return new corelib::System.Reflection.TargetParameterCountException();
                case 0x80020012: return new corelib::System.DivideByZeroException();
                case 0x80030003: return new corelib::System.IO.DirectoryNotFoundException("Error 2147680259 (0x80030003)");
                case 0x80131013: return new corelib::System.TypeUnloadedException();
                case 0x80131016: return new corelib::System.IO.FileLoadException("Assembly is still being loaded. (0x80131016)");
                case 0x80131018: return new corelib::System.BadImageFormatException("The module was expected to contain an assembly manifest. (0x80131018)");
                case 0x8013101b: return new corelib::System.BadImageFormatException("This assembly is built by a runtime newer than the currently loaded runtime and cannot be loaded. (0x8013101B)");
                case 0x80131040: return new corelib::System.IO.FileLoadException("The located assembly's manifest definition does not match the assembly reference. (0x80131040)");
                case 0x80131047: return new corelib::System.IO.FileLoadException("The given assembly name was invalid. (0x80131047)");
                case 0x80131058: return new corelib::System.BadImageFormatException("Reference assemblies cannot be loaded for execution. (0x80131058)");
                case 0x8013106a: return new corelib::System.Runtime.AmbiguousImplementationException();
                case 0x800a0006: return new corelib::System.OverflowException("Error 2148139014 (0x800A0006)");
                case 0x800a0007: return new corelib::System.OutOfMemoryException("Error 2148139015 (0x800A0007)");
                case 0x800a0009: return new corelib::System.IndexOutOfRangeException("Error 2148139017 (0x800A0009)");
                case 0x800a000b: return new corelib::System.DivideByZeroException("Error 2148139019 (0x800A000B)");
                case 0x800a001c: return new corelib::System.StackOverflowException("Error 2148139036 (0x800A001C)");
                case 0x800a0035: return new corelib::System.IO.FileNotFoundException("Error 2148139061 (0x800A0035)");
                case 0x800a0039: return new corelib::System.IO.IOException("Error 2148139065 (0x800A0039)");
                case 0x800a003e: return new corelib::System.IO.EndOfStreamException("Error 2148139070 (0x800A003E)");
                case 0x800a0046: return new corelib::System.Security.SecurityException("Error 2148139078 (0x800A0046)");
                case 0x800a004b: return new corelib::System.UnauthorizedAccessException("Error 2148139083 (0x800A004B)");
                case 0x800a004c: return new corelib::System.IO.DirectoryNotFoundException("Error 2148139084 (0x800A004C)");
                case 0x800a014f: return new corelib::System.UnauthorizedAccessException("Error 2148139343 (0x800A014F)");
                case 0x800a01a3: return new corelib::System.Security.SecurityException("Error 2148139427 (0x800A01A3)");
                case 0x800a01b6: return new corelib::System.NotSupportedException("Error 2148139446 (0x800A01B6)");
                case 0x800a01bd: return new corelib::System.NotSupportedException("Error 2148139453 (0x800A01BD)");
                case 0x800a01c1: return new corelib::System.ArgumentException("Error 2148139457 (0x800A01C1)");
                case 0x800a01c2: return new corelib::System.ArgumentException("Error 2148139458 (0x800A01C2)");
                case 0x800a01ca: return new corelib::System.NotSupportedException("Error 2148139466 (0x800A01CA)");
                case 0x800a01cb: return new corelib::System.NotSupportedException("Error 2148139467 (0x800A01CB)");
                case 0x800a01cd: return new corelib::System.MissingMemberException("Error 2148139469 (0x800A01CD)");
                default: return null;
            }
        }
    }
}
