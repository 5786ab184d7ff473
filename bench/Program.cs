using Bench;

return await Figures.RunAsync(args);
