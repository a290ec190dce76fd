//! The mails about companies (ALL-4, COM-13): one file each, in the reader's language.

pub(crate) mod activate;
pub(crate) mod active;
pub(crate) mod address_known;
pub(crate) mod blocked;
pub(crate) mod by_directory;
pub(crate) mod carried_over;
pub(crate) mod company_changed;
pub(crate) mod confirm_deletion;
pub(crate) mod deleted;
pub(crate) mod directory_invites;
pub(crate) mod domain;
pub(crate) mod invitation_accepted;
pub(crate) mod invitation_declined;
pub(crate) mod invitation_wanted;
pub(crate) mod invited;
pub(crate) mod join_answered;
pub(crate) mod leave;
pub(crate) mod left;
pub(crate) mod merged;
pub(crate) mod news;
pub(crate) mod owner_change;
pub(crate) mod owner_notice;
pub(crate) mod password;
pub(crate) mod portal_change;
pub(crate) mod removed;
pub(crate) mod restored;
pub(crate) mod rights_changed;
pub(crate) mod unblocked;

use gatehouse_core::Notification;

/// The yearly question how the support was (COM-1): agreed to in the form of a registration, and ended like every other notification. Sent by the
/// module of support, as [`RATING`] is.
pub const SURVEY: Notification =
    Notification { word: "company_survey", text: |lang| crate::texts(lang).msg_notify_survey() };

/// The same question after a request (SUP-15). A kind of its own: who agreed to the yearly one alone is not asked about their requests.
pub const RATING: Notification =
    Notification { word: "request_survey", text: |lang| crate::texts(lang).msg_notify_rating() };

/// What the box of a registration switches on.
pub(crate) const SURVEYS: &[Notification] = &[RATING, SURVEY];
