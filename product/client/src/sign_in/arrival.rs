//! What a listener's thread hands over, once, to whoever waits: a thread or a task.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use zeroize::Zeroizing;

/// How the browser came back.
pub(super) enum Back {
    /// With a code to exchange.
    Code(Zeroizing<String>),
    /// With an error of OAuth.
    Refused(String),
    /// With an answer that another issuer gave (RFC 9207).
    OtherIssuer,
    /// Not at all.
    Silent,
}

/// The place where it is handed over.
#[derive(Default)]
pub(super) struct Arrival {
    inner: Mutex<Inner>,
    came: Condvar,
}

#[derive(Default)]
struct Inner {
    /// Something was handed over, once for all.
    is_told: bool,
    back: Option<Back>,
    waker: Option<Waker>,
}

impl Arrival {
    /// The first word counts.
    pub(super) fn hand_over(&self, back: Back) {
        let mut inner = self.lock();
        if inner.is_told {
            return;
        }
        inner.is_told = true;
        inner.back = Some(back);
        if let Some(waker) = inner.waker.take() {
            waker.wake();
        }
        self.came.notify_all();
    }

    /// Waits for it. The listener has a time limit, so this ends.
    pub(super) fn wait(&self) -> Back {
        let mut inner = self.lock();
        loop {
            if let Some(back) = inner.back.take() {
                return back;
            }
            inner = self.came.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(super) fn poll(&self, context: &mut Context<'_>) -> Poll<Back> {
        let mut inner = self.lock();
        if let Some(back) = inner.back.take() {
            return Poll::Ready(back);
        }
        inner.waker = Some(context.waker().clone());
        Poll::Pending
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
