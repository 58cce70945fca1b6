using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Lineage;

/// <summary>Identities by number, each once, in a fraction of the memory that objects take: profiles as a segment has them, and what is each one's own.</summary>
internal sealed class PackedIdentities
{
    /// <summary>What a profile takes beside its texts, in a list and a dictionary.</summary>
    private static readonly int s_profileBytes = 2 * Unsafe.SizeOf<IdentityProfile>();

    private readonly PackedTexts _texts;
    private readonly List<IdentityProfile> _profiles = [];
    private readonly Dictionary<IdentityProfile, int> _profileNumbers = [];
    private readonly List<Row> _rows = [];
    private readonly HashSet<int> _known;
    private long _profileTexts;

    public PackedIdentities(PackedTexts texts)
    {
        _texts = texts;
        _known = new HashSet<int>(new SameContent(this));
    }

    /// <summary>About how many bytes it takes, without the texts that it shares.</summary>
    public long Bytes => (long)_rows.Count * (Unsafe.SizeOf<Row>() + 2 * sizeof(long)) + (long)_profiles.Count * s_profileBytes + _profileTexts;

    /// <summary>The number of an identity, as of all that say the same.</summary>
    public int NumberOf(UserIdentity identity, bool fromConsole)
    {
        _rows.Add(new Row(
            ProfileOf(IdentityProfile.Of(identity, fromConsole)), _texts.Split(identity.Arn), _texts.Split(identity.PrincipalId), _texts.Own(identity.AccessKeyId), identity.CreationDate));
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
            return _profiles[row.Profile].With(new IdentityOwn(row.Profile, _texts.Joined(row.Arn), _texts.Joined(row.PrincipalId), _texts.Owned(row.AccessKey), row.Created));
        }
    }

    private int ProfileOf(in IdentityProfile profile)
    {
        if (_profileNumbers.TryGetValue(profile, out var known)) return known;
        _profiles.Add(profile);
        _profileTexts += profile.Characters * sizeof(char);
        return _profileNumbers[profile] = _profiles.Count - 1;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(int Profile, SplitText Arn, SplitText PrincipalId, OwnText AccessKey, long? Created);

    private sealed class SameContent(PackedIdentities identities) : IEqualityComparer<int>
    {
        // The same key has a place for each time that it was kept.
        public bool Equals(int x, int y)
        {
            var (a, b) = (identities._rows[x], identities._rows[y]);
            return a with { AccessKey = b.AccessKey } == b && identities._texts.Equal(a.AccessKey, b.AccessKey);
        }

        public int GetHashCode(int obj)
        {
            var row = identities._rows[obj];
            return HashCode.Combine(row.Profile, row.Arn, row.PrincipalId, row.Created, identities._texts.HashOf(row.AccessKey));
        }
    }
}
