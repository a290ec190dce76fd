//! The mails about companies (ALL-4, COM-13): one file each, in the reader's language.

pub(crate) mod blocked;
pub(crate) mod carried_over;
pub(crate) mod company_changed;
pub(crate) mod confirm_deletion;
pub(crate) mod deleted;
pub(crate) mod leave;
pub(crate) mod left;
pub(crate) mod merged;
pub(crate) mod news;
pub(crate) mod owner_change;
pub(crate) mod password;
pub(crate) mod portal_change;
pub(crate) mod removed;
pub(crate) mod restored;
pub(crate) mod rights_changed;
pub(crate) mod unblocked;
pub(crate) mod user_gone;
