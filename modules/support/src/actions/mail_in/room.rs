//! Mail that comes in becomes messages and requests (SUP-13): what the kit `inbox` asks of whoever keeps requests.

use super::{take, too_large};
use crate::queries::mail_known;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, async_trait};
use gatehouse_inbox::mail::Mail;
use gatehouse_inbox::matching::Asked;
use gatehouse_inbox::{Arrived, Known, LookUp, Receives};

/// Where staff see mails that could not be read.
const FAILED_MAILS: &str = "/staff/failed-mails";

/// The keeper of requests, for the kit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mailroom;

#[async_trait]
impl LookUp for Mailroom {
    async fn look_up(&self, cx: &Cx, asked: &Asked) -> Result<Known, Fault> {
        mail_known::known(cx, asked).await
    }
}

#[async_trait]
impl Receives for Mailroom {
    async fn receive(&self, cx: &Cx, mail: &Arrived) -> Result<(), Fault> {
        Box::pin(take(cx, mail)).await
    }

    async fn too_large(&self, cx: &Cx, mail: &Mail) -> Result<(), Fault> {
        too_large::told(cx, mail).await
    }

    fn failed_page(&self) -> &'static str {
        FAILED_MAILS
    }
}
