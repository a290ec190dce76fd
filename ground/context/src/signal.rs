//! Signals and questions: what a module tells those above it, and what it asks them, in the transaction of the change.

use crate::Cx;
use gatehouse_core::{Fault, async_trait};
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

/// What a module must know of those above it before it goes on: a type of the module that asks. The answer is no, unless one of
/// them says yes.
pub trait Question: Any + Send + Sync {}

/// Answers one kind of question.
#[async_trait]
pub trait Answers<Q: Question>: Send + Sync {
    /// Looks in the asker's transaction, behind whatever that has locked and changed.
    async fn answer(&self, cx: &Cx, tx: &Tx, question: &Q) -> Result<bool, Fault>;
}

/// Who hears and answers what, in the order of the program's modules.
#[derive(Default)]
pub struct Listeners(HashMap<TypeId, Vec<Box<dyn Any + Send + Sync>>>);

impl Listeners {
    /// Adds a listener.
    pub fn on<S: Signal>(&mut self, listener: impl Listener<S> + 'static) {
        let listener: Arc<dyn Listener<S>> = Arc::new(listener);
        self.0.entry(TypeId::of::<S>()).or_default().push(Box::new(listener));
    }

    /// Adds one who answers.
    pub fn answers<Q: Question>(&mut self, answers: impl Answers<Q> + 'static) {
        let answers: Arc<dyn Answers<Q>> = Arc::new(answers);
        self.0.entry(TypeId::of::<Q>()).or_default().push(Box::new(answers));
    }

    /// Whether anybody says yes; nobody behind the first one who does is asked.
    pub(crate) async fn ask<Q: Question>(&self, cx: &Cx, tx: &Tx, question: &Q) -> Result<bool, Fault> {
        for answers in self.0.get(&TypeId::of::<Q>()).into_iter().flatten() {
            if let Some(answers) = answers.downcast_ref::<Arc<dyn Answers<Q>>>()
                && answers.answer(cx, tx, question).await?
            {
                return Ok(true);
            }
        }
        Ok(false)
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
