// Loaded into every child process (`node --import`): when the launcher is gone, however it ended, the
// child ends too, in order when it handles SIGTERM.
function end() {
  setTimeout(() => process.exit(1), 30_000).unref()
  process.kill(process.pid, 'SIGTERM')
}

// The launcher may have died before this line is reached, and then no event comes any more.
if (process.connected) {
  process.once('disconnect', end)
  process.channel.unref()
} else {
  process.exit(1)
}
