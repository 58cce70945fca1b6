using System.Runtime.InteropServices;

namespace Namesake.Ledger.Storage;

/// <summary>
/// The allocator beneath DuckDB. A question takes some megabytes and gives them back: by default glibc hands them to the
/// operating system each time, and to clear them anew takes longer than the question itself.
/// </summary>
internal static class NativeHeap
{
    // What malloc.h calls M_TRIM_THRESHOLD, M_TOP_PAD and M_MMAP_THRESHOLD.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;

    private const int KeptBytes = 64 << 20;
    private const int StepBytes = 4 << 20;

    /// <summary>The largest that glibc takes.</summary>
    private const int MostFromHeapBytes = 32 << 20;

    private static int s_kept;

    /// <summary>Keeps what is given back, up to 64 MiB, for the next question. Nothing changes where the allocator is another.</summary>
    public static void Keep()
    {
        if (!OperatingSystem.IsLinux() || Interlocked.Exchange(ref s_kept, 1) != 0) return;
        try
        {
            _ = Set(TrimThreshold, KeptBytes);
            _ = Set(TopPad, StepBytes);
            _ = Set(MmapThreshold, MostFromHeapBytes);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has no such settings.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(int parameter, int value);
}
