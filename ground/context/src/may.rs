//! Rights as types (ALL-8): what needs a right takes the proof that the actor has it, and cannot be called without one.

use crate::OnceKey;
use crate::cx::Cx;
use gatehouse_core::{Actor, Role};
use std::marker::PhantomData;
use std::ops::Deref;

/// A right, and who has it. Gatehouse itself has every right; customers, products and strangers have none.
pub trait Right: 'static {
    /// Staff with one of these roles; administrators always.
    const ROLES: &'static [Role];
    /// API keys with this scope, such as `orders:write`; `None`: no API key.
    const SCOPE: Option<&'static str>;
}

/// A context with the proof that its actor has the right.
pub struct May<R> {
    cx: Cx,
    right: PhantomData<fn() -> R>,
}

impl<R: Right> May<R> {
    /// `None`: the actor does not have the right.
    pub fn of(cx: &Cx) -> Option<Self> {
        let has = match &cx.actor {
            Actor::Staff(staff) => {
                staff.roles.iter().any(|role| *role == Role::Administrator || R::ROLES.contains(role))
            }
            Actor::ApiKey { scopes, .. } => R::SCOPE.is_some_and(|scope| scopes.iter().any(|has| has == scope)),
            Actor::Program(_) => true,
            Actor::Visitor | Actor::Account { .. } | Actor::Product { .. } => false,
        };
        has.then(|| Self { cx: cx.clone(), right: PhantomData })
    }
}

impl<R> May<R> {
    /// The same for a change that marks this idempotency key as used.
    #[must_use]
    pub fn with_key(mut self, key: Option<OnceKey>) -> Self {
        self.cx.once = key;
        self
    }

    /// Without the proof.
    pub fn into_cx(self) -> Cx {
        self.cx
    }
}

impl<R> Clone for May<R> {
    fn clone(&self) -> Self {
        Self { cx: self.cx.clone(), right: PhantomData }
    }
}

impl<R> Deref for May<R> {
    type Target = Cx;

    fn deref(&self) -> &Cx {
        &self.cx
    }
}
