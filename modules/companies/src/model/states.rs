//! The states of companies, members and what leads to them. What the clock alone decides (expired, lapsed) is told on reading, so that no
//! job has to run for it and none can be late.

use gatehouse_core::{DAY, Lang, Moment};
use gatehouse_db::stored_words;

pub use super::blocked::BlockedBy;

/// How long the links of invitations, activations and deletions open.
pub const LINK: i64 = 7 * DAY;
/// How long somebody who asks to join waits for an answer.
pub const REQUEST: i64 = 30 * DAY;
/// How long a deleted company can be restored (COM-11).
pub const RESTORABLE: i64 = DAY;

/// Whether a company can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompanyState {
    /// It can.
    Active,
    /// It can, but nobody joins by its license until a clerk has decided about it (LIC-23).
    Unverified,
    /// Its owner deleted it; staff can restore it for a day.
    Deleted,
}

stored_words!(CompanyState { Active = "active", Unverified = "unverified", Deleted = "deleted" });

impl CompanyState {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Active => t.msg_company_state_active(),
            Self::Unverified => t.msg_company_state_unverified(),
            Self::Deleted => t.msg_company_state_deleted(),
        }
    }
}

/// What becomes of people whose license a company holds (COM-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JoinByLicense {
    /// They join.
    Open,
    /// They ask, and its administrators decide.
    Approve,
    /// They cannot.
    Closed,
}

stored_words!(JoinByLicense { Open = "open", Approve = "approve", Closed = "closed" });

impl JoinByLicense {
    /// What it means for who has a license.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Open => t.msg_join_open(),
            Self::Approve => t.msg_join_approve(),
            Self::Closed => t.msg_join_closed(),
        }
    }
}

/// How a member came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JoinedBy {
    /// They founded the company.
    Founding,
    /// By a license that the company holds.
    License,
    /// They asked, and were admitted.
    Approval,
    /// By an invitation.
    Invitation,
    /// The directory made them.
    Directory,
    /// They came in by the company's provider.
    Provider,
    /// Staff brought them.
    Staff,
}

stored_words!(JoinedBy {
    Founding = "founding",
    License = "license",
    Approval = "approval",
    Invitation = "invitation",
    Directory = "directory",
    Provider = "provider",
    Staff = "staff",
});

/// How far a request to join is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JoinState {
    /// Nobody has decided yet.
    Pending,
    /// They were admitted.
    Admitted,
    /// They were not.
    Declined,
    /// Nobody decided in time.
    Expired,
}

stored_words!(JoinState { Pending = "pending", Admitted = "admitted", Declined = "declined", Expired = "expired" });

impl JoinState {
    /// What it is at a moment.
    #[must_use]
    pub fn at(self, ends_at: Moment, now: Moment) -> Self {
        if self == Self::Pending && ends_at <= now { Self::Expired } else { self }
    }

    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Pending => t.msg_join_pending(),
            Self::Admitted => t.msg_join_admitted(),
            Self::Declined => t.msg_join_declined(),
            Self::Expired => t.msg_join_expired(),
        }
    }
}

/// How far an invitation is, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InvitationState {
    /// Its mail was sent.
    Sent,
    /// The person has filled in the form, and has not activated yet.
    Registered,
    /// They are a member.
    Accepted,
    /// They do not want to.
    Declined,
    /// It was taken back.
    Withdrawn,
    /// They filled in the form and never activated: only staff can invite anew (COM-5).
    Lapsed,
}

stored_words!(InvitationState {
    Sent = "sent",
    Registered = "registered",
    Accepted = "accepted",
    Declined = "declined",
    Withdrawn = "withdrawn",
    Lapsed = "lapsed",
});

/// How far an invitation is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Invited {
    /// The link opens.
    Sent,
    /// The link has ended; it can be sent again.
    Expired,
    /// The form is filled in.
    Registered,
    /// Filled in, and not activated within seven days.
    Lapsed,
    /// Done.
    Accepted,
    /// Refused by the person.
    Declined,
    /// Taken back.
    Withdrawn,
}

impl InvitationState {
    /// What it is at a moment: a link that ended has expired, a registration whose seven days are over has lapsed.
    #[must_use]
    pub fn at(self, ends_at: Moment, registered_at: Option<Moment>, now: Moment) -> Invited {
        match self {
            Self::Sent if ends_at <= now => Invited::Expired,
            Self::Sent => Invited::Sent,
            Self::Registered if registered_at.is_none_or(|at| at.plus(LINK) <= now) => Invited::Lapsed,
            Self::Registered => Invited::Registered,
            Self::Lapsed => Invited::Lapsed,
            Self::Accepted => Invited::Accepted,
            Self::Declined => Invited::Declined,
            Self::Withdrawn => Invited::Withdrawn,
        }
    }
}

impl Invited {
    /// Whether its link shows the form.
    #[must_use]
    pub fn opens(self) -> bool {
        self == Self::Sent
    }

    /// Whether an administrator can send it again (COM-5).
    #[must_use]
    pub fn may_send_again(self) -> bool {
        matches!(self, Self::Sent | Self::Expired | Self::Declined | Self::Withdrawn)
    }

    /// Whether it can be taken back.
    #[must_use]
    pub fn may_withdraw(self) -> bool {
        matches!(self, Self::Sent | Self::Expired)
    }
}

/// Whether a deleted company can still be restored.
#[must_use]
pub fn may_restore(state: CompanyState, purge_at: Option<Moment>, now: Moment) -> bool {
    state == CompanyState::Deleted && purge_at.is_some_and(|at| at > now)
}

/// Why an owner changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnerChangeKind {
    /// The owner asked for it.
    Asked,
    /// The owner is gone: a letter says so.
    Gone,
}

stored_words!(OwnerChangeKind { Asked = "asked", Gone = "gone" });

/// What the owner of before becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Becomes {
    /// A user with every right.
    AllRights,
    /// A user without rights.
    User,
    /// No member any more.
    Removed,
}

stored_words!(Becomes { AllRights = "all_rights", User = "user", Removed = "removed" });

/// How far a change of owner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnerChangeState {
    /// It waits for the second clerk, or for the end of the time to object.
    Waiting,
    /// Done.
    Done,
    /// Somebody objected, or staff ended it.
    Stopped,
}

stored_words!(OwnerChangeState { Waiting = "waiting", Done = "done", Stopped = "stopped" });

/// How far the claim of a domain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DomainState {
    /// The record is not there yet.
    Pending,
    /// It is proven.
    Verified,
    /// It is proven, and the record is missing since less than three days.
    Failing,
    /// It is proven no longer.
    Lost,
    /// Another company has proven it: staff decide.
    Contested,
}

stored_words!(DomainState {
    Pending = "pending",
    Verified = "verified",
    Failing = "failing",
    Lost = "lost",
    Contested = "contested",
});

/// How far a company's provider is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OidcState {
    /// It is entered.
    Draft,
    /// The owner came in by it.
    Tested,
    /// Its users come in by it.
    On,
}

stored_words!(OidcState { Draft = "draft", Tested = "tested", On = "on" });

#[cfg(test)]
mod tests {
    use super::{CompanyState, InvitationState, Invited, JoinState, LINK, may_restore};
    use gatehouse_core::{DAY, Moment};

    /// COM-5
    #[test]
    fn the_clock_tells_what_an_invitation_is() {
        let end = Moment(0).plus(LINK);
        let of = |state: InvitationState, registered: Option<Moment>, now| state.at(end, registered, now);
        assert_eq!(of(InvitationState::Sent, None, end.plus(-1)), Invited::Sent);
        assert_eq!(of(InvitationState::Sent, None, end), Invited::Expired);
        let registered = Some(Moment(0).plus(DAY));
        assert_eq!(of(InvitationState::Registered, registered, end), Invited::Registered);
        assert_eq!(of(InvitationState::Registered, registered, end.plus(DAY)), Invited::Lapsed);
        assert!(Invited::Expired.may_send_again() && !Invited::Lapsed.may_send_again());
        assert!(Invited::Sent.opens() && !Invited::Expired.opens() && !Invited::Accepted.may_withdraw());
    }

    /// COM-2, COM-11
    #[test]
    fn the_clock_tells_what_a_request_and_a_deleted_company_are() {
        let end = Moment(0).plus(DAY);
        assert_eq!(JoinState::Pending.at(end, end.plus(-1)), JoinState::Pending);
        assert_eq!(JoinState::Pending.at(end, end), JoinState::Expired);
        assert_eq!(JoinState::Declined.at(end, end), JoinState::Declined);
        assert!(may_restore(CompanyState::Deleted, Some(end), end.plus(-1)));
        assert!(!may_restore(CompanyState::Deleted, Some(end), end));
        assert!(!may_restore(CompanyState::Active, Some(end), Moment(0)));
    }
}
