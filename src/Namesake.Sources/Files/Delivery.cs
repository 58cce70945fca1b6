using System.Runtime.InteropServices;

namespace Namesake.Sources.Files;

/// <summary>When files were delivered, in milliseconds since 1970: from one moment on, and before another.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Delivery(long From, long Before);
