namespace Namesake.App.Reports;

/// <summary>A file that is written beside its place and moved there whole: a reader never sees half of it.</summary>
internal static class WholeFile
{
    /// <param name="path">Its place.</param>
    /// <param name="write">Writes the file whose path it is given.</param>
    public static T Write<T>(string path, Func<string, T> write)
    {
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            var done = write(partial);
            File.Move(partial, path, overwrite: true);
            return done;
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
