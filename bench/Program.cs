using Bench;
using Bench.Bare;

return args is [BareHost.Verb] ? await BareHost.RunAsync() : await Figures.RunAsync(args);
