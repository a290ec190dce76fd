//! Values of the model as pages show them.

pub(super) use crate::lists::status_badge;
