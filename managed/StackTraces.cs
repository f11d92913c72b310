// System.Diagnostics.StackTrace and StackFrame over the runtime's return addresses. A frame keeps the number of its method in _nativeOffset;
// there is no MethodBase behind it.
extern alias corelib;
using System.Runtime.CompilerServices;
using System.Text;
using Ahead;
using RealTrace = corelib::System.Diagnostics.StackTrace;
using RealFrame = corelib::System.Diagnostics.StackFrame;

namespace System.Diagnostics
{
    internal class StackTrace
    {
        private void CaptureStackTrace(int skipFrames, bool fNeedFileInfo, corelib::System.Exception e)
        {
            RealTrace self = Unsafe.As<RealTrace>(this);
            // Without an exception: this method, InitializeForCurrentThread and the constructor are not part of the trace.
            object trace = RuntimeCalls.TraceExpand(e != null ? e._stackTrace : RuntimeCalls.TraceCapture(0));
            int count = RuntimeCalls.TraceCount(trace);
            RealFrame[] frames = new RealFrame[count];
            int used = 0;
            for (int i = 0; i < count; i++)
            {
                int position = RuntimeCalls.TraceFrame(trace, i);
                if (position <= 0) continue;
                if (e == null && used == 0 && IsOwnFrame(position)) continue;
                RealFrame frame = new RealFrame(null, position, RuntimeCalls.TraceBoundary(trace, i));
                if (fNeedFileInfo) frame._fileName = RuntimeCalls.TraceFile(trace, i, out frame._lineNumber);
                frames[used++] = frame;
            }
            self._stackFrames = frames;
            self._methodsToSkip = skipFrames > used ? used : skipFrames;
            self._numOfFrames = used - self._methodsToSkip;
        }

        private static bool IsOwnFrame(int position)
        {
            string text = RuntimeCalls.FrameText(position);
            return text.StartsWith("System.Diagnostics.Stack", StringComparison.Ordinal) || text.StartsWith("System.Exception.SetCurrentStackTrace", StringComparison.Ordinal);
        }

        internal void ToString(RealTrace.TraceFormat traceFormat, StringBuilder sb)
        {
            RealTrace self = Unsafe.As<RealTrace>(this);
            bool first = true;
            for (int i = 0; i < self._numOfFrames; i++)
            {
                RealFrame frame = self._stackFrames[i + self._methodsToSkip];
                if (frame == null || frame._nativeOffset <= 0 || !(RuntimeCalls.FrameListed(frame._nativeOffset) || i == self._numOfFrames - 1)) continue;
                if (!first) sb.Append('\n');
                first = false;
                sb.Append("   at ").Append(RuntimeCalls.FrameText(frame._nativeOffset));
                if (frame._fileName != null) sb.Append(" in ").Append(frame._fileName).Append(":line ").Append(frame._lineNumber);
                if (frame._isLastFrameFromForeignExceptionStackTrace) sb.Append('\n').Append(corelib::System.SR.Exception_EndStackTraceFromPreviousThrow);
            }
            if (traceFormat == RealTrace.TraceFormat.TrailingNewLine) sb.Append('\n');
        }
    }

    internal class StackFrame
    {
        // Made only by StackTrace.CaptureStackTrace: the arguments carry the number of the frame's method and whether a rethrow boundary follows.
        internal StackFrame(corelib::System.Diagnostics.StackFrameHelper unused, int position, bool boundary)
        {
            RealFrame self = Unsafe.As<RealFrame>(this);
            self._nativeOffset = position;
            self._ilOffset = -1;
            self._isLastFrameFromForeignExceptionStackTrace = boundary;
        }

        private void BuildStackFrame(int skipFrames, bool needFileInfo)
        {
            RealTrace trace = new RealTrace(skipFrames, needFileInfo);
            RealFrame frame = trace.GetFrame(0);
            if (frame == null) return;
            RealFrame self = Unsafe.As<RealFrame>(this);
            self._nativeOffset = frame._nativeOffset;
            self._fileName = frame._fileName;
            self._lineNumber = frame._lineNumber;
        }

        public virtual corelib::System.Reflection.MethodBase GetMethod() => NamedMethod.FromNumber(Unsafe.As<RealFrame>(this)._nativeOffset);

        public new string ToString()
        {
            int position = Unsafe.As<RealFrame>(this)._nativeOffset;
            return position <= 0 ? "<null>\n" : string.Concat(RuntimeCalls.FrameText(position), " at offset ", "<offset unknown> in file:line:column <filename unknown>:0:0\n");
        }
    }
}
