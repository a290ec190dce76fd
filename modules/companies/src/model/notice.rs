//! Notices by mail to the administrators of a company (COM-13): which there are, whose they are, and how each ends. Who has a right gets
//! its notices until they switch them off; giving the right once more switches them on.

use super::rights::{CompanyRight, Rights};
use super::states::JoinedBy;
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{DAY, Fault, Lang, MINUTE, Uuid};
use serde::{Deserialize, Serialize};

/// What a directory does within this time is told together.
pub(crate) const GATHERED: i64 = 10 * MINUTE;

/// A kind of notice that has a switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Somebody became a user.
    NewUsers,
    /// Somebody is no user any more.
    GoneUsers,
    /// A license was added, removed or refused, or ends soon.
    Licenses,
    /// The portal itself changes.
    Portal,
    /// Somebody asks to join, or cannot join by the company's license.
    JoinRequests,
    /// A contract of premium support begins, changes, is nearly used up, or ends (LIC-29).
    Contracts,
}

impl NoticeKind {
    /// Each of them, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::NewUsers, Self::GoneUsers, Self::JoinRequests, Self::Licenses, Self::Contracts, Self::Portal];

    /// The stable word, of forms and the audit log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NewUsers => "new_users",
            Self::GoneUsers => "gone_users",
            Self::Licenses => "licenses",
            Self::Portal => "portal",
            Self::JoinRequests => "join_requests",
            Self::Contracts => "contracts",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Who gets it: one of these rights is needed.
    #[must_use]
    pub const fn rights(self) -> Rights {
        match self {
            Self::NewUsers | Self::GoneUsers => Rights::of(&[CompanyRight::UserNotices]),
            Self::Licenses => Rights::of(&[CompanyRight::ManageLicenses]),
            Self::Contracts => Rights::of(&[CompanyRight::UseContract]),
            Self::Portal => Rights::ALL,
            Self::JoinRequests => Rights::of(&[CompanyRight::ManageUsers, CompanyRight::InviteUsers]),
        }
    }

    /// What its box says; it goes on from "Email me".
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::NewUsers => t.msg_notice_new_users(),
            Self::GoneUsers => t.msg_notice_gone_users(),
            Self::Licenses => t.msg_notice_licenses(),
            Self::Portal => t.msg_notice_portal(),
            Self::JoinRequests => t.msg_notice_join_requests(),
            Self::Contracts => t.msg_notice_contracts(),
        }
    }

    /// Those that somebody with these rights can get.
    pub fn of(rights: Rights) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |kind| !kind.rights().and(rights).is_empty())
    }

    const fn bit(self) -> i64 {
        1 << self as i64
    }

    /// Whether it is switched off.
    #[must_use]
    pub const fn is_off(self, off: i64) -> bool {
        off & self.bit() != 0
    }
}

/// What is off when exactly these of `shown` are on; the others stay as they are.
#[must_use]
pub fn switched(off: i64, shown: &[NoticeKind], on: &[NoticeKind]) -> i64 {
    shown.iter().fold(off, |off, kind| if on.contains(kind) { off & !kind.bit() } else { off | kind.bit() })
}

/// What is off when somebody was given rights: the notices of these are on again. What goes with any right stays as it was chosen.
#[must_use]
pub fn on_again(off: i64, given: Rights) -> i64 {
    let of_one = NoticeKind::ALL.into_iter().filter(|kind| kind.rights() != Rights::ALL);
    of_one.filter(|kind| !kind.rights().and(given).is_empty()).fold(off, |off, kind| off & !kind.bit())
}

/// Whether the owner is told, whatever they switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerIs {
    /// They are told always.
    Told,
    /// As everybody with the right.
    OneOfAll,
    /// They have a mail of their own about it.
    ToldElsewhere,
}

/// Several people of one piece of news.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Several {
    /// The names of the first of them.
    pub names: Vec<String>,
    /// How many they are.
    pub count: i64,
}

/// Names of one mail.
pub const MOST_NAMES: usize = 20;

/// What happened, as it is sealed until the mails are written. Names are those of the moment: a member's name ends with the membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum News {
    /// Somebody became a user.
    UserJoined {
        /// Their name.
        name: String,
        /// Their address.
        email: String,
        /// The word of [`JoinedBy`].
        how: String,
    },
    /// Somebody is no user any more.
    UserGone {
        /// Their name.
        name: String,
        /// The word of [`crate::signals::Ended`].
        how: String,
    },
    /// Several became users by the directory.
    UsersJoined(Several),
    /// Several whom the directory ended are no users any more.
    UsersGone(Several),
    /// A license was added.
    LicenseAdded {
        /// The product's name.
        product: String,
        /// The license's number.
        number: String,
        /// Who did it: a member's name.
        by: String,
    },
    /// A license was removed.
    LicenseRemoved {
        /// The product's name.
        product: String,
        /// The license's number.
        number: String,
        /// Who did it: a member's name.
        by: String,
    },
    /// A license that had to be looked at first was refused (LIC-23).
    LicenseRefused {
        /// The product's name.
        product: String,
        /// The license's number.
        number: String,
    },
    /// Somebody asks to join (COM-2).
    JoinAsked {
        /// Their name.
        name: String,
        /// Their address.
        email: String,
    },
    /// Somebody with a license of the company cannot join by it, and asks that its administrators know (dead end 3).
    CannotJoin {
        /// Their name.
        name: String,
        /// Their address.
        email: String,
    },
}

impl News {
    /// The switch that it has.
    #[must_use]
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::UserJoined { .. } | Self::UsersJoined(_) => NoticeKind::NewUsers,
            Self::UserGone { .. } | Self::UsersGone(_) => NoticeKind::GoneUsers,
            Self::LicenseAdded { .. } | Self::LicenseRemoved { .. } | Self::LicenseRefused { .. } => {
                NoticeKind::Licenses
            }
            Self::JoinAsked { .. } | Self::CannotJoin { .. } => NoticeKind::JoinRequests,
        }
    }

    /// Whether the owner is told always: of whoever came without being invited, and of what the directory did.
    #[must_use]
    pub fn owner(&self) -> OwnerIs {
        match self {
            Self::UserJoined { how, .. } => match JoinedBy::from_word(how) {
                Some(JoinedBy::License | JoinedBy::Approval | JoinedBy::Directory | JoinedBy::Provider) => {
                    OwnerIs::Told
                }
                Some(JoinedBy::Invitation) => OwnerIs::ToldElsewhere,
                Some(JoinedBy::Founding | JoinedBy::Staff) | None => OwnerIs::OneOfAll,
            },
            _ if self.is_of_directory() => OwnerIs::Told,
            Self::UsersJoined(_) | Self::UsersGone(_) => OwnerIs::Told,
            _ => OwnerIs::OneOfAll,
        }
    }

    /// Whether the directory did it to one user: there may be thousands at once, so they are told together.
    #[must_use]
    pub fn is_of_directory(&self) -> bool {
        match self {
            Self::UserJoined { how, .. } => JoinedBy::from_word(how) == Some(JoinedBy::Directory),
            Self::UserGone { how, .. } => how == crate::signals::Ended::ByDirectory.word(),
            _ => false,
        }
    }
}

/// The page of the link by which a kind ends, without signing in.
pub const STOP_PAGE: &str = "/company-notices/stop";
/// Where a mail program posts its single click (RFC 8058).
pub const ONE_CLICK: &str = "/company-notices/stop/now";
const PURPOSE: &str = "companies.notice";
/// A link works for so long: people clean up old mails too.
const LIFE: i64 = 366 * DAY;

/// A token that ends exactly this kind for exactly this member. Nothing of it is stored.
pub(crate) fn token(cx: &Cx, member: Uuid, kind: NoticeKind) -> Result<String, Fault> {
    let text = [&member.as_bytes()[..], kind.word().as_bytes()].concat();
    sealed_token::seal(cx, PURPOSE, cx.now().plus(LIFE), &text)
}

/// The page of a letter's link by which a kind ends for a member, and where a mail program posts its single click.
pub fn stop_links(cx: &Cx, member: Uuid, kind: NoticeKind) -> Result<(String, String), Fault> {
    let token = token(cx, member, kind)?;
    Ok((format!("{STOP_PAGE}?token={token}"), format!("{ONE_CLICK}?token={token}")))
}

/// Whose notices of which kind a token ends; `None`: it is not ours, changed or too old.
pub(crate) fn opened(cx: &Cx, token: &str) -> Option<(Uuid, NoticeKind)> {
    let text = sealed_token::open(cx, PURPOSE, LIFE, token)?;
    let (member, word) = text.split_first_chunk::<16>()?;
    Some((Uuid::from_bytes(*member), NoticeKind::from_word(std::str::from_utf8(word).ok()?)?))
}

#[cfg(test)]
mod tests {
    use super::{News, NoticeKind, OwnerIs, on_again, switched};
    use crate::model::rights::{CompanyRight, Rights};

    /// COM-13
    #[test]
    fn a_box_switches_its_notices_on_and_nothing_else() {
        let all = NoticeKind::ALL;
        let off = switched(0, &all, &[]);
        assert!(all.iter().all(|kind| kind.is_off(off)));
        let users = on_again(off, Rights::of(&[CompanyRight::UserNotices]));
        let on: Vec<NoticeKind> = all.into_iter().filter(|kind| !kind.is_off(users)).collect();
        assert_eq!(on, [NoticeKind::NewUsers, NoticeKind::GoneUsers]);
        let joining = on_again(off, Rights::of(&[CompanyRight::InviteUsers]));
        assert!(!NoticeKind::JoinRequests.is_off(joining) && NoticeKind::NewUsers.is_off(joining));
        assert_eq!(on_again(off, Rights::of(&[CompanyRight::SeeRequests])), off);
        assert!(!NoticeKind::Contracts.is_off(on_again(off, Rights::of(&[CompanyRight::UseContract]))));
        // What a page did not show stays.
        assert_eq!(switched(off, &[NoticeKind::Portal], &[]), off);
        assert!(!NoticeKind::Portal.is_off(switched(off, &[NoticeKind::Portal], &[NoticeKind::Portal])));
    }

    /// COM-13
    #[test]
    fn the_owner_hears_of_whoever_came_uninvited() {
        let joined = |how: &str| News::UserJoined { name: "A".into(), email: String::new(), how: how.into() }.owner();
        assert_eq!(joined("license"), OwnerIs::Told);
        assert_eq!(joined("directory"), OwnerIs::Told);
        assert_eq!(joined("invitation"), OwnerIs::ToldElsewhere);
        assert_eq!(joined("staff"), OwnerIs::OneOfAll);
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::from_word(kind.word()), Some(kind));
        }
    }
}
