@rem The npm scripts begin with exec, so that a signal meant for npm reaches Node. Windows has no exec and finds this.
@%*
