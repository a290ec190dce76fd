//! The refusals that several actions share.

use crate::actions::end_membership::EndRefusal;
use crate::model::change::Denied;
use crate::model::form::MemberError;
use crate::model::rights::CompanyRight;
use gatehouse_accounts::refusals::AccountRefusal;
use gatehouse_core::{Invalid, Lang, Moment, Refusal};
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;

/// Where support is asked by who has met a refusal that it alone can lift (SUP-21).
pub(crate) const SUPPORT: &str = "/requests/new?category=portal&kind=question";

/// Why somebody does not get into a company, or not to what they want there.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum EnterRefusal {
    /// There is no such company, or they do not belong to it: strangers learn nothing.
    #[refusal(404, "company.not_found", company_not_found)]
    NotFound,
    /// They were a member when the form was shown, and are none any more.
    #[refusal(403, "company.no_member", company_no_member(it.as_str()))]
    NoMember(String),
    /// They are blocked (COM-12).
    #[refusal(403, "company.blocked", company_blocked(it.as_str()), next = company_blocked_next, way = leave => crate::pages::LEAVE)]
    Blocked(String),
    /// They lack a right.
    Lacks(Lacks),
    /// The company was deleted, and can be restored until then (COM-11).
    Deleted(WasDeleted),
    /// The company demands two-step verification (COM-14).
    #[refusal(403, "company.factor_due", company_factor_due(it.as_str()))]
    FactorDue(String),
    /// The company demands that one comes in by its own provider (COM-14).
    #[refusal(403, "company.sso_due", company_sso_due(it.as_str()))]
    SsoDue(String),
}

/// A right that somebody lacks, and who can give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacks {
    /// One of these is needed; none: being the owner.
    pub rights: &'static [CompanyRight],
    /// The names of those who can give it, the owner first.
    pub givers: Vec<String>,
}

impl Refusal for Lacks {
    fn code(&self) -> &'static str {
        "company.lacks_right"
    }

    fn text(&self, lang: Lang) -> String {
        let t = crate::texts(lang);
        let givers = crate::texts::listed(&self.givers, lang);
        match self.rights {
            [] => t.msg_lacks_owner(givers),
            rights if rights.len() == CompanyRight::ALL.len() => t.msg_lacks_any(givers),
            rights => {
                let names: Vec<String> = rights.iter().map(|right| right.name(lang)).collect();
                t.msg_lacks_right(names.join(" / "), givers)
            }
        }
    }

    fn status(&self) -> u16 {
        403
    }
}

/// A company that was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WasDeleted {
    /// Its name.
    pub name: String,
    /// When.
    pub at: Moment,
    /// Until when staff can restore it.
    pub until: Moment,
    /// The reader's time zone.
    pub zone: TimeZone,
}

impl Refusal for WasDeleted {
    fn code(&self) -> &'static str {
        "company.deleted"
    }

    fn text(&self, lang: Lang) -> String {
        let format = Format::new(lang, self.zone.clone());
        crate::texts(lang).msg_company_deleted(
            self.name.as_str(),
            format.date_time(self.at),
            format.date_time(self.until),
        )
    }

    fn status(&self) -> u16 {
        404
    }
}

impl Refusal for Denied {
    fn code(&self) -> &'static str {
        "company.denied"
    }

    fn text(&self, lang: Lang) -> String {
        Self::text(*self, lang)
    }

    fn status(&self) -> u16 {
        403
    }
}

/// Why a user of a company stays as they are (COM-3, COM-4, COM-12).
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum MemberRefusal {
    /// The actor does not get into the company, or lacks the right.
    Enter(EnterRefusal),
    /// Something is wrong with the form.
    Invalid(Invalid<MemberError>),
    /// The rule of rights says no.
    Denied(Denied),
    /// Somebody else has changed the user since the page was shown.
    #[refusal(409, "company.member_changed", company_member_changed)]
    Changed,
    /// There is no such user, or the owner stays.
    Ended(EndRefusal),
    /// The box was not ticked.
    #[refusal(422, "company.not_ticked", company_not_ticked, field = "confirm")]
    NotTicked,
    /// Too many mails: wait so many seconds.
    #[refusal(429, "company.mails_too_often", company_mails_too_often(it.div_ceil(3600)), again = *it)]
    MailedTooOften(u32),
    /// Nobody can sign in to the account yet.
    #[refusal(409, "company.no_sign_in_yet", company_no_sign_in_yet)]
    NoSignInYet,
}

/// Why somebody did not leave a company (COM-8).
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum LeaveRefusal {
    /// They do not get into the company.
    Enter(EnterRefusal),
    /// They are its owner, or have left.
    Ended(EndRefusal),
    /// The password was not taken, or the account is needed.
    Account(AccountRefusal),
    /// The box was not ticked.
    #[refusal(422, "company.not_ticked", company_not_ticked, field = "confirm")]
    NotTicked,
    /// The link is too old, somebody else's, or none.
    #[refusal(410, "company.leave_link", company_leave_link)]
    BadLink,
    /// Too many mails: wait so many seconds.
    #[refusal(429, "company.mails_too_often", company_mails_too_often(it.div_ceil(3600)), again = *it)]
    MailedTooOften(u32),
}
