// Loaded into every child process (`node --import`): when the launcher is gone, however it ended, the
// child ends too, in order when it handles SIGTERM.
if (process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), 5_000).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  process.channel.unref()
}
