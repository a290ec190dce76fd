### What takes two people: the states of a proposal, and why one was not decided.

proposal-waiting = Waiting
proposal-approved = Approved
proposal-declined = Declined
proposal-withdrawn = Withdrawn
proposal-expired = Expired

refusal-proposal-unknown = This proposal doesn’t exist.
refusal-proposal-own = You proposed this. Another team member has to decide.
refusal-proposal-own-key = An API key that you made proposed this. Another team member has to decide.
refusal-proposal-not-own = Only the team member who proposed this can withdraw it.
refusal-proposal-not-a-person = Only a team member can decide on a proposal.
refusal-proposal-decided = This proposal has already been decided.
refusal-proposal-expired = This proposal has expired. If it’s still needed, propose it again.
