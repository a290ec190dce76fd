//! Remembers the browser in which a member has just signed in with both factors, for a member's own sake (ACC-11).

use crate::browsers;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret, Uuid};

/// Notes the browser with this cookie; returns what the cookie shall hold from now on.
pub async fn remember_browser(cx: &Cx, member: Uuid, cookie: Option<&str>) -> Result<Secret<String>, Fault> {
    let tx = cx.begin().await?;
    let kept = browsers::remember(cx, &tx, member, cookie).await?;
    tx.commit().await?;
    Ok(kept)
}
