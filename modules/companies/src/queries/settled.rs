//! What a turn of the pepper does not move by itself: identities at companies' providers and directories' tokens, which their next use moves.
//! Without the older pepper they would be found no more, so they count as left.

use gatehouse_context::{App, peppers};
use gatehouse_core::Fault;

/// How many rows of each would be found no more without the peppers below this version.
pub(crate) async fn left_under(app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
    let identities = peppers::left(app, "company_identity", below).await?;
    let tokens = peppers::left(app, "scim_token", below).await?;
    Ok(vec![
        ("identities at companies' providers that were not used since", identities),
        ("tokens of directories that were not used since", tokens),
    ])
}
