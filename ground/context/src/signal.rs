//! Signals: what a module tells those above it, heard in the transaction of the change.

use crate::Cx;
use async_trait::async_trait;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

/// What happened: a type of the module that raises it.
pub trait Signal: Any + Send + Sync {}

/// Hears one kind of signal.
#[async_trait]
pub trait Listener<S: Signal>: Send + Sync {
    /// Works in the raiser's transaction: a fault undoes the whole action.
    async fn hear(&self, cx: &Cx, tx: &Tx, signal: &S) -> Result<(), Fault>;
}

/// Who hears what, in the order of the program's modules.
#[derive(Default)]
pub struct Listeners(HashMap<TypeId, Vec<Box<dyn Any + Send + Sync>>>);

impl Listeners {
    /// Adds a listener.
    pub fn on<S: Signal>(&mut self, listener: impl Listener<S> + 'static) {
        let listener: Arc<dyn Listener<S>> = Arc::new(listener);
        self.0.entry(TypeId::of::<S>()).or_default().push(Box::new(listener));
    }

    pub(crate) async fn tell<S: Signal>(&self, cx: &Cx, tx: &Tx, signal: &S) -> Result<(), Fault> {
        for listener in self.0.get(&TypeId::of::<S>()).into_iter().flatten() {
            if let Some(listener) = listener.downcast_ref::<Arc<dyn Listener<S>>>() {
                listener.hear(cx, tx, signal).await?;
            }
        }
        Ok(())
    }
}
