//! What a turn of the pepper does not move by itself: identities at companies' providers and directories' tokens, which their next use moves;
//! and users of directories, whose names lie under the oldest pepper. Without it none of these would be found, so they count as left.

use crate::tables::scim_user;
use gatehouse_context::{App, peppers};
use gatehouse_core::Fault;
use sea_orm::entity::prelude::*;

/// How many rows of each would be found no more without the peppers below this version.
pub(crate) async fn left_under(app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
    let identities = peppers::left(app, "company_identity", below).await?;
    let tokens = peppers::left(app, "scim_token", below).await?;
    let users = if app.keys.oldest_pepper() < below {
        i64::try_from(scim_user::Entity::find().count(app.db.reader()).await?)?
    } else {
        0
    };
    Ok(vec![
        ("identities at companies' providers that were not used since", identities),
        ("tokens of directories that were not used since", tokens),
        ("users of directories", users),
    ])
}
