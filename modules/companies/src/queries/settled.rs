//! What lies under the oldest pepper and is moved by nothing: identities at companies' providers, directories' tokens and users. Without
//! that pepper none of it would be found, so it counts as left as long as it is there.

use crate::tables::{company_identity, scim_token, scim_user};
use gatehouse_context::App;
use gatehouse_core::Fault;
use sea_orm::entity::prelude::*;

/// How many rows of each would be found no more without the peppers below this version.
pub(crate) async fn left_under(app: &App, below: i64) -> Result<Vec<(&'static str, i64)>, Fault> {
    if app.keys.oldest_pepper() >= below {
        return Ok(Vec::new());
    }
    let conn = app.db.reader();
    let identities = company_identity::Entity::find().count(conn).await?;
    let tokens = scim_token::Entity::find().count(conn).await?;
    let users = scim_user::Entity::find().count(conn).await?;
    Ok(vec![
        ("identities at companies' providers", i64::try_from(identities)?),
        ("tokens of directories", i64::try_from(tokens)?),
        ("users of directories", i64::try_from(users)?),
    ])
}
