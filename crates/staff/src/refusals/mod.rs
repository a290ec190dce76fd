//! Why an action says no: stable codes, texts in three languages, the field that it is about.

mod api_keys;
mod members;
mod sign_in;

pub use api_keys::{ApiKeyError, ApiKeyRefusal, DeadLetterRefusal};
pub use members::{MemberError, MemberRefusal};
pub use sign_in::SignInRefusal;

use gatehouse_core::Refusal;

/// The first fault speaks for all; the others follow by themselves.
fn first<F: Refusal>(faults: &[F]) -> Option<&dyn Refusal> {
    faults.first().map(|fault| fault as &dyn Refusal)
}

fn rest<F: Refusal>(faults: &[F]) -> Vec<&dyn Refusal> {
    faults.iter().skip(1).map(|fault| fault as &dyn Refusal).collect()
}
