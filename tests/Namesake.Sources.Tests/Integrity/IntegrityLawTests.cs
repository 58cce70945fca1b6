using CsCheck;
using Namesake.Sources.Integrity;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>What holds whatever is done to a bucket.</summary>
public sealed class IntegrityLawTests
{
    private static SignedBucket Whole()
    {
        var bucket = new SignedBucket();
        bucket.AddHours(4);
        return bucket;
    }

    [Fact]
    public void A_flipped_bit_is_found_wherever_it_changes_what_is_read()
    {
        var keys = Whole().Objects.Keys.ToArray();
        var found = 0;
        Gen.Select(Gen.Int[0, keys.Length - 1], Gen.Int[0, int.MaxValue], Gen.Int[0, 7]).Sample((which, at, bit) =>
        {
            var bucket = Whole();
            var before = bucket.Objects[keys[which]];
            var bytes = (byte[])before.Bytes.Clone();
            bytes[at % bytes.Length] ^= (byte)(1 << bit);
            bucket.Objects[keys[which]] = before with { Bytes = bytes };
            if (!Verified.InMemory(bucket).IsProved)
            {
                Interlocked.Increment(ref found);
                return true;
            }
            // The time of packing, or the name of the system that packed, in gzip's own header: the text is the same.
            return SignedBucket.Unzip(bytes).AsSpan().SequenceEqual(SignedBucket.Unzip(before.Bytes));
        }, iter: 400);
        Assert.True(found > 300, $"only {found} flips were found");
    }

    [Fact]
    public void A_changed_signature_is_found()
    {
        var digests = Whole().Named.Where(n => n.Key.StartsWith("digest", StringComparison.Ordinal)).Select(n => n.Value).ToArray();
        Gen.Select(Gen.Int[0, digests.Length - 1], Gen.Int[0, 511], Gen.Int[1, 15]).Sample((which, at, add) =>
        {
            var bucket = Whole();
            var stored = bucket.Objects[digests[which]];
            var signature = stored.Signature!.ToCharArray();
            signature[at] = "0123456789abcdef"[(Convert.ToInt32(signature[at].ToString(), 16) + add) % 16];
            bucket.Objects[digests[which]] = stored with { Signature = new string(signature) };
            return !Verified.InMemory(bucket).Faults.IsEmpty;
        }, iter: 60);
    }

    [Fact]
    public void Whatever_single_object_is_taken_away_the_rest_is_not_called_proved()
    {
        foreach (var key in Whole().Objects.Keys)
        {
            var bucket = Whole();
            bucket.Objects.Remove(key);
            // Without a time that is asked about, nothing shows that a chain's oldest digest was there: its logs do.
            Assert.False(Verified.InMemory(bucket).IsProved, key);
        }
    }

    [Fact]
    public void Mutated_digests_are_answered_for_and_never_proved()
    {
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Int[0, 60], Gen.String[Gen.Char.AlphaNumeric, 0, 5], Gen.Bool).Sample((hour, at, length, text, isZipped) =>
        {
            var bucket = Whole();
            var key = bucket.Named[$"digest:{hour}"];
            var plain = System.Text.Encoding.Latin1.GetString(SignedBucket.Unzip(bucket.Objects[key].Bytes));
            var from = at % plain.Length;
            var changed = plain[..from] + text + plain[Math.Min(plain.Length, from + length)..];
            if (changed == plain) return true;
            var bytes = System.Text.Encoding.Latin1.GetBytes(changed);
            bucket.Objects[key] = bucket.Objects[key] with { Bytes = isZipped ? SignedBucket.Zip(bytes) : bytes };
            return !Verified.InMemory(bucket).IsProved;
        }, iter: 300);
    }

    [Fact]
    public void The_order_of_the_objects_does_not_matter()
    {
        var bucket = IntegrityCase.Of("digest rewritten").Build();
        var reading = new ObjectReading(o => new MemoryStream(bucket.Objects[o.Key].Bytes), o => new ObjectMetadata(bucket.Objects[o.Key].Signature, bucket.Objects[o.Key].Algorithm));
        var objects = bucket.Objects.Keys.Select(k => new StoredObject(0, bucket.Name, k, k, reading)).ToArray();
        using var keys = Verified.Keys();
        var expected = TrailVerifier.Verify(objects, keys, VerifyRange.All, cancellation: TestContext.Current.CancellationToken);
        Gen.Shuffle(objects).Sample(shuffled =>
        {
            var found = TrailVerifier.Verify(shuffled, keys, VerifyRange.All, cancellation: TestContext.Current.CancellationToken);
            return found.Faults.SequenceEqual(expected.Faults) && found.Trails[0].Coverage.Spans.SequenceEqual(expected.Trails[0].Coverage.Spans);
        }, iter: 10);
    }
}
