//! Signed-in customers without the module of accounts: the cookie names the account.

use gatehouse_approval::MadeKey;
use gatehouse_context::{Answers, Cx, Listeners, Services};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Fault, MINUTE, Uuid, async_trait};
use gatehouse_db::{Migration, Tx};
use gatehouse_testkit::{Browser, World};
use gatehouse_web::Module;
use gatehouse_web::session::{CustomerSession, CustomerSessions, SharedCustomerSessions};
use std::sync::Arc;

/// Put after the module of accounts, so that its sessions count.
pub struct TestPeople;

struct ByName;

#[async_trait]
impl CustomerSessions for ByName {
    async fn find(&self, cx: &Cx, token: &str) -> Result<Option<CustomerSession>, Fault> {
        let (id, proven) = token.strip_suffix('!').map_or((token, false), |id| (id, true));
        let Ok(account) = id.parse() else { return Ok(None) };
        Ok(Some(CustomerSession {
            id: Uuid::nil(),
            account,
            label: "Ada".into(),
            lang: None,
            zone: None,
            elevated_until: if proven { cx.now().plus(MINUTE) } else { cx.now() },
            welcome_due: false,
            country: None,
        }))
    }

    async fn is_live(&self, _: &Cx, _: &CustomerSession) -> Result<bool, Fault> {
        Ok(true)
    }
}

/// The member of the staff who made the key of all programs.
pub const KEY_MAKER: Uuid = Uuid::from_u128(0xA910);

struct KeyMaker;

#[async_trait]
impl Answers<MadeKey> for KeyMaker {
    async fn answer(&self, _: &Cx, _: &Tx, asked: &MadeKey) -> Result<bool, Fault> {
        Ok(asked.member == KEY_MAKER)
    }
}

#[async_trait]
impl Module for TestPeople {
    fn name(&self) -> &'static str {
        "test_people"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory::default()
    }
    fn listeners(&self, listeners: &mut Listeners) {
        listeners.answers::<MadeKey>(KeyMaker);
    }
    fn services(&self, services: &mut Services) {
        services.put::<SharedCustomerSessions>(Arc::new(ByName));
    }
}

/// A browser in which this account is signed in.
pub fn signed_in(world: &World, account: Uuid) -> Browser {
    let mut browser = world.browser();
    browser.set_cookie("gh_session", &account.to_string());
    browser
}

/// The same, a moment after the person proved who they are.
pub fn proven(world: &World, account: Uuid) -> Browser {
    let mut browser = world.browser();
    browser.set_cookie("gh_session", &format!("{account}!"));
    browser
}
