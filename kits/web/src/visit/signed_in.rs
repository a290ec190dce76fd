//! Visits of people who are signed in; others are sent to sign in.

use super::{Visit, query_escape};
use crate::cookies::Name;
use crate::doors::{BeforeGates, Entry};
use crate::gate::Gates;
use crate::halt::Halt;
use crate::module::AppState;
use crate::scope::{self, STEP_UP, Scope};
use crate::session::{CustomerSession, StaffSession};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use gatehouse_context::{May, Right};
use gatehouse_core::{Fault, Moment, Role};

/// A signed-in customer's visit. Others are sent to sign in and come back, also from a form that they sent (`ended=1`: a
/// session has ended, and the sign-in page says so); who has to do something first is sent to the page of that gate
/// ([`crate::gate`]), but for the doors that stand before the gates.
#[derive(Clone)]
pub struct Customer {
    /// The visit.
    pub visit: Visit,
    /// The session.
    pub session: CustomerSession,
    /// In whose name.
    pub scope: Scope,
}

impl FromRequestParts<AppState> for Customer {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        if parts.extensions.get() != Some(&Entry::Customers) {
            return Err(Fault::new("a page for customers behind another door").into());
        }
        let customer = Self::of(Visit::from_request_parts(parts, app).await?, parts.method.is_safe())?;
        let (cx, path) = (&customer.visit.cx, parts.uri.path());
        if parts.extensions.get() != Some(&BeforeGates(true))
            && let Some(gate) = cx.service::<Gates>()?.first_closed(cx, &customer.session).await?
        {
            return Err(Halt::GoTo(format!("{gate}?next={}", query_escape(&customer.visit.path))));
        }
        let path = parts.uri.path_and_query().map_or(path, |whole| whole.as_str());
        let scope = Scope::of(cx, &customer.session, customer.visit.company.as_ref(), path).await?;
        Ok(Self { scope, ..customer })
    }
}

impl Customer {
    /// The visit of somebody who is signed in, in their own name, before the gates; `is_look`: nothing was sent.
    pub fn of(visit: Visit, is_look: bool) -> Result<Self, Halt> {
        // A form is posted to its page's own address, or to one below it that leads up when it is asked for by GET
        // (`layers`): both bring the person back to the form.
        let next = query_escape(&visit.path);
        match visit.customer.clone() {
            None => {
                let had_session = visit.cookie(Name::Session).is_some();
                let ended = if had_session || !is_look { "&ended=1" } else { "" };
                Err(Halt::GoTo(format!("/sign-in?next={next}{ended}")))
            }
            Some(session) => Ok(Self { visit, session, scope: Scope::Personal }),
        }
    }

    /// For sensitive changes (ACC-10): sends a person whose proof is older than 10 minutes to prove it again.
    pub fn elevated(&self) -> Result<(), Halt> {
        elevated(&self.visit, self.session.elevated_until, STEP_UP, &self.visit.path)
    }

    /// Whether the session opens nothing but its company's pages (COM-14): what it tells at a gate is no more than the gate asks.
    pub async fn is_only_inside(&self) -> Result<bool, Fault> {
        scope::is_only_inside(&self.visit.cx, &self.session).await
    }
}

/// A signed-in staff member's visit. Others are sent to the staff sign-in.
#[derive(Clone)]
pub struct Staff {
    /// The visit.
    pub visit: Visit,
    /// The session.
    pub session: StaffSession,
}

impl FromRequestParts<AppState> for Staff {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let Some(Entry::Staff(roles)) = parts.extensions.get().copied() else {
            return Err(Fault::new("a page for staff behind another door").into());
        };
        let visit = Visit::from_request_parts(parts, app).await?;
        match visit.staff.clone() {
            None => Err(Halt::GoTo(format!("/staff/sign-in?next={}", query_escape(&visit.path)))),
            Some(session) => {
                let staff = Self { visit, session };
                if staff.is_any_of(roles) { Ok(staff) } else { Err(Halt::Forbidden) }
            }
        }
    }
}

impl Staff {
    /// For sensitive changes: a proof not older than 10 minutes.
    pub fn elevated(&self) -> Result<(), Halt> {
        self.elevated_for(&self.visit.path)
    }

    /// The same for what was sent to another address than that of its page: the step-up page leads to `back`.
    pub fn elevated_for(&self, back: &str) -> Result<(), Halt> {
        elevated(&self.visit, self.session.elevated_until, "/staff/step-up", back)
    }

    /// For changes of factors: a factor that was given within the last 10 minutes; the password is none (ASVS 7.5.1). `back` as in
    /// [`Self::elevated_for`].
    pub fn gave_factor_for(&self, back: &str) -> Result<(), Halt> {
        elevated(&self.visit, self.session.factor_until, "/staff/step-up?factor=1", back)
    }

    /// The proof that the member has a right, for what asks for it.
    pub fn may<R: Right>(&self) -> Result<May<R>, Halt> {
        May::of(&self.visit.cx).ok_or(Halt::Forbidden)
    }

    /// Whether the member has one of these roles; administrators have all.
    pub fn is_any_of(&self, roles: &[Role]) -> bool {
        let has = |role| self.session.roles.contains(role);
        has(&Role::Administrator) || roles.iter().any(has)
    }
}

/// Whether a proof of the last ten minutes opens sensitive changes; one by a clock that was ahead opens nothing. Without one, to
/// the page `step_up` and then to `back`.
fn elevated(visit: &Visit, until: Moment, step_up: &str, back: &str) -> Result<(), Halt> {
    if until.is_within(visit.cx.now(), ELEVATION) {
        return Ok(());
    }
    let joint = if step_up.contains('?') { '&' } else { '?' };
    Err(Halt::GoTo(format!("{step_up}{joint}next={}", query_escape(back))))
}

/// How long sensitive changes stay open after a proof.
pub const ELEVATION: i64 = 10 * gatehouse_core::MINUTE;

/// Until when sensitive changes stay open after a proof of now.
pub fn elevation(now: Moment) -> Moment {
    now.plus(ELEVATION)
}
