//! The mails of companies (ALL-4, COM-13): one file each.

pub(crate) mod activate;
pub(crate) mod active;
pub(crate) mod address_known;
pub(crate) mod cannot_join;
pub(crate) mod invitation_accepted;
pub(crate) mod invitation_declined;
pub(crate) mod invitation_wanted;
pub(crate) mod invited;
pub(crate) mod join_answered;
pub(crate) mod join_asked;
pub(crate) mod user_joined;

use gatehouse_core::Notification;

/// The yearly question how the support was (COM-1): agreed to in the form of a registration, and ended like every other notification.
pub(crate) const SURVEY: Notification =
    Notification { word: "company_survey", text: |lang| crate::texts(lang).msg_notify_survey() };
