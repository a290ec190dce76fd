//! Gates: what a customer has to do before their pages open, such as telling where they are (ACC-1) or accepting a statement (ACC-12).
//!
//! Each module lists its own ([`crate::Module::gates`]); they are asked in the order of the modules, the lower ones first, and the first one
//! that is closed leads to its page. Doors that are listed by [`crate::Doors::newcomers`] stand before all of them: a gate's own page, and
//! what nobody may be kept from. Neither pages for strangers nor the API have gates.

use crate::session::CustomerSession;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, async_trait};
use std::sync::Arc;

/// One gate.
#[async_trait]
pub trait Gate: Send + Sync {
    /// The page where it is opened, such as `/welcome`, behind a door that stands before the gates. It is given the address that was
    /// wanted as `next`.
    fn at(&self) -> &'static str;
    /// Whether it is closed for who has this session. It is asked with every page, so it answers from the session or from memory where it
    /// can.
    async fn is_closed(&self, cx: &Cx, session: &CustomerSession) -> Result<bool, Fault>;
}

/// The gates of all modules, in order. Lies in the services.
#[derive(Clone, Default)]
pub struct Gates(Vec<Arc<dyn Gate>>);

impl Gates {
    /// In this order.
    pub fn new(gates: impl IntoIterator<Item = Arc<dyn Gate>>) -> Self {
        Self(gates.into_iter().collect())
    }

    /// Whether this is the page of a gate.
    pub(crate) fn is_one(&self, path: &str) -> bool {
        self.0.iter().any(|gate| gate.at() == path)
    }

    /// The page of the first gate that is closed for who has this session.
    pub async fn first_closed(&self, cx: &Cx, session: &CustomerSession) -> Result<Option<&'static str>, Fault> {
        for gate in &self.0 {
            if gate.is_closed(cx, session).await? {
                return Ok(Some(gate.at()));
            }
        }
        Ok(None)
    }
}
