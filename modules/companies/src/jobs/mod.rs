//! Background and scheduled work.

mod forget;

use gatehouse_jobs::retention::Eraser;
use std::sync::Arc;

pub(crate) fn erasers() -> Vec<Arc<dyn Eraser>> {
    forget::erasers()
}
