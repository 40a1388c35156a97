"""Commands that talk with a served atlas by HTTP, as somebody who has signed in there."""
