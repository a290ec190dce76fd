//! The cookie by which a browser that began something is known again when it proves it.

use crate::token::{self, NewToken};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, SECOND, Secret, Uuid};
use gatehouse_web::cookies::Name;
use gatehouse_web::{Done, Visit};

const DOMAIN: &str = "signin.browser";
/// As long as a registration waits for its proof.
const LIFE: i64 = 5 * DAY;

/// A browser, by its cookie; one without a cookie is nobody's.
#[derive(Clone, Debug, Default)]
pub struct Browser(Option<Secret<String>>);

impl Browser {
    /// A browser that nothing is known of: a program, or a request without the cookie.
    pub const fn unknown() -> Self {
        Self(None)
    }

    /// The browser of this visit.
    pub fn of(visit: &Visit) -> Self {
        let text = visit.cookie(Name::Register).filter(|text| token::is_plausible(text));
        Self(text.map(|text| Secret::new(text.to_owned())))
    }

    /// The browser of this visit, with a new cookie where it has none; [`Browser::keep`] sends it.
    pub fn known_or_new(visit: &Visit) -> Self {
        match Self::of(visit) {
            Self(None) => Self(Some(NewToken::make(&visit.cx, DOMAIN).text)),
            known @ Self(Some(_)) => known,
        }
    }

    /// Sets the cookie.
    pub fn keep(&self, visit: &Visit, done: Done) -> Done {
        let Some(text) = &self.0 else { return done };
        visit.with_cookie(done, Name::Register, text.expose().as_str(), Some(LIFE / SECOND))
    }

    /// Takes the cookie back: what was begun is proven.
    pub fn forget(visit: &Visit, done: Done) -> Done {
        visit.without_cookie(done, Name::Register)
    }

    /// What is stored of this browser for one subject: two subjects of one browser cannot be linked.
    pub fn mark(&self, cx: &Cx, subject: Uuid) -> Option<Vec<u8>> {
        let text = self.0.as_ref()?;
        Some(token::hash(cx, DOMAIN, &format!("{subject}{}", text.expose())))
    }

    /// Whether this is the browser that left the mark, also before a rotation of the pepper.
    pub fn left(&self, cx: &Cx, subject: Uuid, mark: &[u8]) -> bool {
        let Some(text) = self.0.as_ref() else { return false };
        let accepted = cx.app.keys.accepted(DOMAIN, format!("{subject}{}", text.expose()).as_bytes());
        accepted.iter().any(|hash| hash == mark)
    }
}
