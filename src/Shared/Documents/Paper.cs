namespace Shared.Documents;

/// <summary>A document as it is handed over.</summary>
public sealed record Paper(string FileName, byte[] Content, string Sha256);
