//! Futures of traits that are held as `dyn`.

use std::pin::Pin;

/// Boxes the future of a method. A function of its own, and never put into its callers: see [`macro@crate::async_trait`].
#[inline(never)]
pub fn boxed<'a, T>(future: impl Future<Output = T> + Send + 'a) -> Pin<Box<dyn Future<Output = T> + Send + 'a>> {
    Box::pin(future)
}
