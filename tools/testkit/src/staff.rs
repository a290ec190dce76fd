//! Signed-in staff and API keys without the module of staff: the cookie and the key name the rights.

use crate::{Browser, World};
use gatehouse_context::{Cx, Services};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, MINUTE, Role, Uuid, async_trait};
use gatehouse_db::Migration;
use gatehouse_web::Module;
use gatehouse_web::session::{ApiKeys, SharedApiKeys, SharedStaffSessions, StaffSession, StaffSessions};
use std::sync::Arc;

/// Put after other modules, so that its sessions and keys count.
pub struct TestStaff;

struct ByName;

#[async_trait]
impl StaffSessions for ByName {
    async fn find(&self, cx: &Cx, token: &str) -> Result<Option<StaffSession>, Fault> {
        let (word, proven) = token.strip_suffix("-proven").map_or((token, false), |word| (word, true));
        let Some(role) = Role::from_word(word) else { return Ok(None) };
        let open_until = if proven { cx.now().plus(MINUTE) } else { cx.now() };
        Ok(Some(StaffSession {
            id: Uuid::nil(),
            staff: Uuid::from_u128(0x57AF),
            label: "Clerk".into(),
            roles: vec![role],
            lang: None,
            zone: None,
            elevated_until: open_until,
            factor_until: open_until,
        }))
    }

    async fn is_live(&self, _: &Cx, _: &StaffSession) -> Result<bool, Fault> {
        Ok(true)
    }
}

#[async_trait]
impl ApiKeys for ByName {
    async fn find(&self, _cx: &Cx, key: &str) -> Result<Option<(Uuid, Vec<String>)>, Fault> {
        let Some(scopes) = key.strip_prefix("test|") else { return Ok(None) };
        Ok(Some((Uuid::from_u128(0xA91), scopes.split(',').map(str::to_owned).collect())))
    }
}

impl Module for TestStaff {
    fn name(&self) -> &'static str {
        "test_staff"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory::default()
    }
    fn services(&self, services: &mut Services) {
        services.put::<SharedStaffSessions>(Arc::new(ByName));
        services.put::<SharedApiKeys>(Arc::new(ByName));
    }
}

/// A browser in which a member of staff with this role is signed in (`support`); with `-proven` behind it, sensitive changes are
/// open.
#[must_use]
pub fn staff(world: &World, word: &str) -> Browser {
    let mut browser = world.browser();
    browser.set_cookie("gh_staff", word);
    browser
}

/// A program whose API key has these scopes, separated by commas.
#[must_use]
pub fn program(world: &World, scopes: &str) -> Browser {
    world.browser().header("authorization", &format!("Bearer test|{scopes}"))
}
