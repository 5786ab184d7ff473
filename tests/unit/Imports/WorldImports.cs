using System.Text;
using Shared.Imports;

namespace Tests.Testing;

public static class WorldImports
{
    extension(World world)
    {
        /// <summary>The lines of an import's result file, without its header.</summary>
        public async Task<string[]> ResultsAsync(Creditor creditor, ImportBatch import)
        {
            using var file = new MemoryStream();
            await world.DoAsync(creditor, async (FindImportResults find) =>
            {
                Assert.True((await find.ExecuteAsync(import.Id)).Succeeded(out var write, out _));
                await write(file, CancellationToken.None);
                return true;
            });
            var lines = Encoding.UTF8.GetString(file.ToArray()).Split("\r\n");
            Assert.Equal("line,externalId,outcome,code,message", lines[0]);
            return lines[1..^1];
        }
    }
}
