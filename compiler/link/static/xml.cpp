// Only for the static build: LLVM's merger of Windows manifests refers to libxml2, and nothing here merges manifests.
#include <cstdlib>
#define XML(name) extern "C" void name() { abort(); }
XML(xmlAddChild) XML(xmlCopyNamespace) XML(xmlDocDumpFormatMemoryEnc) XML(xmlDocGetRootElement) XML(xmlDocSetRootElement) XML(xmlFreeDoc) XML(xmlFreeNode)
XML(xmlFreeNs) XML(xmlNewDoc) XML(xmlNewNs) XML(xmlNewProp) XML(xmlReadMemory) XML(xmlSetGenericErrorFunc) XML(xmlStrdup) XML(xmlUnlinkNode)
extern "C" { void (*xmlFree)(void*) = free; }
