//! Rights of modules (ALL-8): their declaration, the proof that an actor has one, and the refusal where they do not.

use crate::halt::Halt;
use crate::texts;
use gatehouse_context::{Cx, May, Right};
use gatehouse_core::{Actor, Lang, Refusal, Role, Uuid};

/// The actor has neither the role nor the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAllowed;

impl Refusal for NotAllowed {
    fn code(&self) -> &'static str {
        "staff.not_allowed"
    }
    fn text(&self, lang: Lang) -> String {
        texts(lang).msg_refusal_not_allowed()
    }
    fn status(&self) -> u16 {
        403
    }
}

impl From<NotAllowed> for Halt {
    fn from(refusal: NotAllowed) -> Self {
        Self::refused(refusal)
    }
}

/// The proof that the actor has the right.
pub fn may<R: Right>(cx: &Cx) -> Result<May<R>, NotAllowed> {
    May::of(cx).ok_or(NotAllowed)
}

/// The member of the staff who acts for themselves; keys and programs are none.
pub fn member(cx: &Cx) -> Result<Uuid, NotAllowed> {
    match &cx.actor {
        Actor::Staff(staff) => Ok(staff.id),
        _ => Err(NotAllowed),
    }
}

/// Whether an administrator acts.
pub fn is_administrator(cx: &Cx) -> bool {
    matches!(&cx.actor, Actor::Staff(staff) if staff.roles.contains(&Role::Administrator))
}

/// Declares a module's rights: `Type = "scope of API keys", roles of staff, message;`. The first line names the module's texts.
#[macro_export]
macro_rules! rights {
    ($texts:path; $($(#[$doc:meta])* $name:ident = $word:literal, $roles:path, $text:ident;)+) => {
        $(
            $(#[$doc])*
            pub enum $name {}

            impl $crate::api::Right for $name {
                const ROLES: &'static [$crate::api::Role] = $roles;
                const SCOPE: Option<&'static str> = Some($word);
            }
        )+

        /// Every scope of this module, with the text by which staff choose it for a key.
        pub(crate) const SCOPES: $crate::Words = &[$(($word, |lang| $texts(lang).$text())),+];
    };
}
