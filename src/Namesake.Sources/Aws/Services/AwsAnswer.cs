using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;

namespace Namesake.Sources.Aws.Services;

/// <summary>The answer to a call, as it came.</summary>
public sealed class AwsAnswer : AmazonWebServiceResponse
{
    private static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true, IgnoreComments = true, CheckCharacters = false };

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; internal init; }

    /// <summary>A JSON answer. An empty one is an empty object.</summary>
    /// <exception cref="AmazonClientException">It is no JSON.</exception>
    public JsonElement Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body.IsEmpty ? "{}"u8.ToArray() : Body);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new AmazonClientException("the answer is no JSON: is there something else in the place of AWS?", e);
        }
    }

    /// <summary>An XML answer, names without their namespace.</summary>
    /// <exception cref="AmazonClientException">It is no XML.</exception>
    public XElement Xml()
    {
        try
        {
            using var reader = Reader();
            reader.MoveToContent();
            return Bare((XElement)XNode.ReadFrom(reader));
        }
        catch (Exception e) when (e is XmlException or InvalidCastException)
        {
            throw NoXml(e);
        }
    }

    /// <summary>A reader over an XML answer, for one that is too large to be held as a tree.</summary>
    internal XmlReader Reader() => XmlReader.Create(new StreamReader(Stream(), Encoding.UTF8), Plain);

    private MemoryStream Stream() =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(Body, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(Body.ToArray(), writable: false);

    internal static AmazonClientException NoXml(Exception e) => new("the answer is no XML: is there something else in the place of AWS?", e);

    /// <summary>The same element, its names without their namespace.</summary>
    internal static XElement Bare(XElement element)
    {
        foreach (var each in element.DescendantsAndSelf()) each.Name = each.Name.LocalName;
        return element;
    }
}
