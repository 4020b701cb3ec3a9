// Activity listeners, meters and the manifest list belong to the process: tests that use them take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
