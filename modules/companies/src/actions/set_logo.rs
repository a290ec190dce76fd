//! A company gets a logo (COM-9). The picture is read and written anew in the worker, and its bytes go into the storage, before the
//! transaction that puts it in the place of the one before.

use super::enter::enter;
use super::remove_logo::replace;
use crate::events;
use crate::model::logo::LOGO;
use crate::refusals::EnterRefusal;
use crate::rights::ChangeSettings;
use axum::body::Bytes;
use futures::stream;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_files::{FileName, Files, PutRefusal, Received};
use gatehouse_guard::Asker;
use gatehouse_pictures::{LogoRefusal, PictureRefusal, read_logo};
use gatehouse_worker::Workers;
use std::convert::Infallible;

/// Why the logo is not changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SetLogoRefusal {
    /// They are no member, or lack the right.
    Enter(EnterRefusal),
    /// The picture is not taken.
    Logo(LogoRefusal),
    /// The storage does not take it.
    #[refusal(field = "file")]
    File(PutRefusal),
}

/// Sets it. `company`: of the page's scope.
pub async fn set_logo(cx: &Cx, company: Uuid, bytes: &[u8]) -> Outcome<(), SetLogoRefusal> {
    may_change(cx, company).await?;
    if bytes.is_empty() {
        return Err(refuse(LogoRefusal::from(PictureRefusal::Missing).into()));
    }
    let read = read_logo(cx.service::<Workers>()?, &Asker::of(cx), bytes).await?;
    let logo = read.map_err(LogoRefusal::from).or_refuse()?;
    let (still_name, moving_name) = (logo.still_name(), logo.moving_name().unwrap_or_default());
    let still = receive(cx, company, logo.still).await?;
    let moving = match logo.moving {
        Some(moving) => Some(receive(cx, company, moving).await?),
        None => None,
    };
    let tx = cx.begin().await?;
    let (by, locked) = enter::<ChangeSettings>(cx, &tx, company).await.map_err(entered)?;
    let still = still.attach(cx, &tx, FileName::clean(&still_name)).await?.id;
    let (shown, beside) = match moving {
        Some(moving) => (moving.attach(cx, &tx, FileName::clean(&moving_name)).await?.id, Some(still)),
        None => (still, None),
    };
    replace(cx, &tx, &locked, Some(shown), beside).await?;
    cx.audit(&tx, events::LOGO_SET.about(locked.id()).of_account(by.account())).await?;
    tx.commit().await?;
    Ok(())
}

/// Nobody makes the worker read who could not set it; what counts is asked again behind the lock.
async fn may_change(cx: &Cx, company: Uuid) -> Outcome<(), SetLogoRefusal> {
    let tx = cx.begin().await?;
    enter::<ChangeSettings>(cx, &tx, company).await.map_err(entered)?;
    tx.rollback().await?;
    Ok(())
}

fn entered(stop: Stop<EnterRefusal>) -> Stop<SetLogoRefusal> {
    stop.map(SetLogoRefusal::Enter)
}

/// Puts the bytes into the storage; what is not attached ends after a day.
async fn receive(cx: &Cx, company: Uuid, bytes: Vec<u8>) -> Outcome<Received, SetLogoRefusal> {
    let content = stream::iter([Ok::<_, Infallible>(Bytes::from(bytes))]);
    match cx.service::<Files>()?.put(cx, &LOGO, company, content).await {
        Ok(received) => Ok(received),
        Err(Stop::Refused(refusal)) => Err(refuse(SetLogoRefusal::File(refusal))),
        Err(Stop::Broken(fault)) => Err(Stop::Broken(fault)),
    }
}
