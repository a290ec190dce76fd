//! Nobody is signed in, and one key is known.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::session::ApiKeys;
use gatehouse_web::{CustomerSession, CustomerSessions, StaffSession, StaffSessions};

pub struct Nobody;

#[async_trait]
impl CustomerSessions for Nobody {
    async fn find(&self, _: &Cx, _: &str) -> Result<Option<CustomerSession>, Fault> {
        Ok(None)
    }

    async fn is_live(&self, _: &Cx, _: &CustomerSession) -> Result<bool, Fault> {
        Ok(false)
    }
}

#[async_trait]
impl StaffSessions for Nobody {
    async fn find(&self, _: &Cx, _: &str) -> Result<Option<StaffSession>, Fault> {
        Ok(None)
    }

    async fn is_live(&self, _: &Cx, _: &StaffSession) -> Result<bool, Fault> {
        Ok(false)
    }
}

#[async_trait]
impl ApiKeys for Nobody {
    async fn find(&self, _: &Cx, key: &str) -> Result<Option<(Uuid, Vec<String>)>, Fault> {
        Ok((key == "ghk_right").then(|| (Uuid::nil(), vec!["probe:read".to_owned()])))
    }
}
