using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Lineage;

/// <summary>Identities by number, each once, in a fraction of the memory that objects take.</summary>
internal sealed class PackedIdentities
{
    private readonly PackedTexts _texts;
    private readonly List<Row> _rows = [];
    private readonly HashSet<int> _known;

    public PackedIdentities(PackedTexts texts)
    {
        _texts = texts;
        _known = new HashSet<int>(new SameContent(this));
    }

    /// <summary>About how many bytes it takes, without its texts.</summary>
    public long Bytes => (long)_rows.Count * (Unsafe.SizeOf<Row>() + 2 * sizeof(long));

    /// <summary>The number of an identity, as of all that say the same.</summary>
    public int NumberOf(UserIdentity identity, bool fromConsole)
    {
        _rows.Add(Pack(identity, fromConsole));
        var number = _rows.Count - 1;
        if (_known.Add(number)) return number;
        _known.TryGetValue(number, out var known);
        _rows.RemoveAt(number);
        return known;
    }

    public (UserIdentity Identity, bool FromConsole) this[int number]
    {
        get
        {
            var row = _rows[number];
            var (texts, shared) = (_texts, row.Shared);
            return (new UserIdentity
            {
                Type = texts.Shared(shared[0]),
                Arn = texts.Joined(row.Arn),
                AccountId = texts.Shared(shared[1]),
                UserName = texts.Shared(shared[2]),
                PrincipalId = texts.Joined(row.PrincipalId),
                AccessKeyId = texts.Owned(row.AccessKey),
                InvokedBy = texts.Shared(shared[3]),
                IdentityProvider = texts.Shared(shared[4]),
                CreationDate = row.Created,
                FromConsole = row.MarkedConsole,
                SessionIssuerType = texts.Shared(shared[5]),
                SessionIssuerArn = texts.Shared(shared[6]),
                SessionIssuerPrincipalId = texts.Shared(shared[7]),
                SessionIssuerUserName = texts.Shared(shared[8]),
                SourceIdentity = texts.Shared(shared[9]),
                SignInSessionArn = texts.Shared(shared[10]),
                OnBehalfOfUser = texts.Shared(shared[11]),
                OnBehalfOfStore = texts.Shared(shared[12]),
                IssuedTo = texts.Shared(shared[13]),
                Ec2RoleDelivery = texts.Shared(shared[14]),
            }, row.FromConsole);
        }
    }

    private Row Pack(UserIdentity identity, bool fromConsole)
    {
        var row = new Row
        {
            Arn = _texts.Split(identity.Arn),
            PrincipalId = _texts.Split(identity.PrincipalId),
            AccessKey = _texts.Own(identity.AccessKeyId),
            Created = identity.CreationDate,
            MarkedConsole = identity.FromConsole,
            FromConsole = fromConsole,
        };
        ReadOnlySpan<string?> shared =
        [
            identity.Type, identity.AccountId, identity.UserName, identity.InvokedBy, identity.IdentityProvider, identity.SessionIssuerType, identity.SessionIssuerArn,
            identity.SessionIssuerPrincipalId, identity.SessionIssuerUserName, identity.SourceIdentity, identity.SignInSessionArn, identity.OnBehalfOfUser,
            identity.OnBehalfOfStore, identity.IssuedTo, identity.Ec2RoleDelivery,
        ];
        for (var i = 0; i < shared.Length; i++) row.Shared[i] = _texts.Share(shared[i]);
        return row;
    }

    /// <summary>The numbers of the texts that many identities have.</summary>
    [InlineArray(15)]
    private struct SharedTexts
    {
        private int _first;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Row
    {
        public SharedTexts Shared;
        public SplitText Arn;
        public SplitText PrincipalId;
        public OwnText AccessKey;
        public long? Created;
        public bool MarkedConsole;
        public bool FromConsole;
    }

    private sealed class SameContent(PackedIdentities identities) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y)
        {
            var (a, b) = (identities._rows[x], identities._rows[y]);
            return a.Arn == b.Arn && a.PrincipalId == b.PrincipalId && a.Created == b.Created && a.MarkedConsole == b.MarkedConsole && a.FromConsole == b.FromConsole
                && ((ReadOnlySpan<int>)a.Shared).SequenceEqual(b.Shared) && identities._texts.Equal(a.AccessKey, b.AccessKey);
        }

        public int GetHashCode(int obj)
        {
            var row = identities._rows[obj];
            return HashCode.Combine(row.Arn, row.PrincipalId, row.Created, row.Shared[3], row.FromConsole, identities._texts.HashOf(row.AccessKey));
        }
    }
}
