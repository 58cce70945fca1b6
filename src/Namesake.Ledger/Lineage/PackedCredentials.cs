using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Lineage;

/// <summary>Issued credentials by number, in a fraction of the memory that objects take. What else is known of their calls is left out: it has no part in any answer.</summary>
internal sealed class PackedCredentials(PackedTexts texts, PackedIdentities callers)
{
    private readonly List<Row> _rows = [];

    /// <summary>About how many bytes it takes, without its texts and callers.</summary>
    public long Bytes => (long)_rows.Count * Unsafe.SizeOf<Row>();

    /// <returns>Its number.</returns>
    public int Add(IssuedCredential credential)
    {
        _rows.Add(new Row
        {
            Id = credential.Id,
            SharedId = credential.SharedEventId is { } shared ? new EventId(shared) : null,
            Time = credential.Time,
            EventName = texts.Share(credential.EventName),
            Region = texts.Share(credential.Region),
            RecipientAccount = texts.Share(credential.RecipientAccount),
            SourceAddress = texts.Share(credential.SourceAddress),
            RoleArn = texts.Share(credential.RoleArn),
            SessionName = texts.Share(credential.SessionName),
            SourceIdentity = texts.Share(credential.SourceIdentity),
            PrincipalId = texts.Split(credential.PrincipalId),
            AccessKey = texts.Own(credential.AccessKeyId),
            Caller = callers.NumberOf(credential.Caller, credential.FromConsole),
        });
        return _rows.Count - 1;
    }

    /// <param name="number">A credential's.</param>
    /// <param name="caller">Gives the identity of a number.</param>
    public IssuedCredential Get(int number, Func<int, (UserIdentity Identity, bool FromConsole)> caller)
    {
        var row = _rows[number];
        var (identity, fromConsole) = caller(row.Caller);
        return new IssuedCredential
        {
            Id = row.Id,
            Time = row.Time,
            EventName = texts.Shared(row.EventName)!,
            Region = texts.Shared(row.Region),
            RecipientAccount = texts.Shared(row.RecipientAccount),
            SourceAddress = texts.Shared(row.SourceAddress),
            SharedEventId = row.SharedId?.ToString(),
            AccessKeyId = texts.Owned(row.AccessKey),
            RoleArn = texts.Shared(row.RoleArn),
            PrincipalId = texts.Joined(row.PrincipalId),
            SessionName = texts.Shared(row.SessionName),
            SourceIdentity = texts.Shared(row.SourceIdentity),
            Caller = identity,
            FromConsole = fromConsole,
        };
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Row
    {
        public EventId Id;
        public EventId? SharedId;
        public long Time;
        public int EventName;
        public int Region;
        public int RecipientAccount;
        public int SourceAddress;
        public int RoleArn;
        public int SessionName;
        public int SourceIdentity;
        public SplitText PrincipalId;
        public OwnText AccessKey;
        public int Caller;
    }
}
