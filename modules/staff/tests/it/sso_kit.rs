//! A team that comes in by the vendor's own provider.

use crate::Sells;
use axum::http::{Method, StatusCode};
use gatehouse_core::{Role, Uuid};
use gatehouse_db::sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use gatehouse_federation::{Federation, StaffProvider};
use gatehouse_reach::{Policy, Reach};
use gatehouse_staff::Staffing;
use gatehouse_staff::model::roles;
use gatehouse_staff::model::single_sign_on::SingleSignOn;
use gatehouse_staff::tables::staff;
use gatehouse_testkit::identity_provider::SECRET;
use gatehouse_testkit::{Answer, Browser, IdentityProvider, TestEngine, World};
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) const BEGIN: &str = "/staff/sign-in/sso";
pub(crate) const ANSWER: &str = "/staff/sign-in/sso/answer";
pub(crate) const LOGOUT: &str = "/staff/sign-in/sso/logout";
pub(crate) const CLIENT: &str = "gatehouse";

/// The installation and the provider.
pub(crate) struct Team {
    pub(crate) world: World,
    pub(crate) provider: IdentityProvider,
}

/// Runs each test on both engines, with a provider whose `mfa` counts.
macro_rules! of_team {
    ($($(#[doc = $doc:literal])* async fn $name:ident($team:ident : Team) $body:block)*) => {
        $(
            $(#[doc = $doc])*
            mod $name {
                #[allow(unused_imports, reason = "the body may use anything of the file")]
                use super::*;

                async fn body($team: $crate::sso_kit::Team) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    body($crate::sso_kit::Team::open(gatehouse_testkit::TestEngine::Sqlite).await).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    body($crate::sso_kit::Team::open(gatehouse_testkit::TestEngine::Postgres).await).await;
                }
            }
        )*
    };
}
pub(crate) use of_team;

/// Somebody at the provider: subject, groups, and how they proved who they are.
pub(crate) fn person(sub: &str, groups: &[&str], amr: &[&str]) -> Value {
    json!({
        "sub": sub, "email": format!("{sub}@vendor.example"), "email_verified": true, "name": format!("Person {sub}"),
        "groups": groups, "amr": amr, "sid": format!("session-of-{sub}"),
    })
}

impl Team {
    pub(crate) async fn open(engine: TestEngine) -> Self {
        Self::with(engine, |_| ()).await
    }

    pub(crate) async fn with(engine: TestEngine, change: impl FnOnce(&mut SingleSignOn)) -> Self {
        let provider = IdentityProvider::start().await;
        let roles = [
            ("admins", vec![Role::Administrator]),
            ("desk", vec![Role::Support]),
            ("analysts", vec![Role::Lab, Role::Support]),
        ];
        let roles = roles.map(|(group, roles)| (group.to_owned(), roles));
        let mut sso = SingleSignOn {
            provider: StaffProvider {
                issuer: format!("{}/vendor", provider.origin()),
                label: "Vendor ID".to_owned(),
                client_id: CLIENT.to_owned(),
                secret: Some(SECRET.to_owned().into()),
                scopes: "openid email profile groups".to_owned(),
                group_claim: "groups".to_owned(),
                groups: roles.iter().map(|(group, _)| group.clone()).collect(),
                factor_amr: vec!["mfa".to_owned()],
                factor_acr: Vec::new(),
                trusts_email: false,
            },
            roles: roles.into(),
            passwords: true,
        };
        change(&mut sso);
        let reach = Reach::new(Policy { loopback: true, ..Policy::default() }).unwrap();
        let world = World::with(engine, vec![Box::new(Staffing), Box::new(Sells)], |parts| {
            parts.services.put(reach);
            parts.services.put(Federation::default());
            parts.services.put(Arc::new(sso));
        })
        .await;
        provider.keep_time(&world.clock);
        Self { world, provider }
    }

    /// Agrees at the provider and comes back.
    pub(crate) async fn back(&self, browser: &mut Browser, there: &str) -> Answer {
        let fields = self.provider.agree(there);
        let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        browser.get(&format!("{ANSWER}?{query}")).await
    }

    /// Follows a link to the provider, agrees there, and comes back.
    pub(crate) async fn through(&self, browser: &mut Browser, path: &str) -> Answer {
        let there = browser.get(path).await.location();
        self.back(browser, &there).await
    }

    /// A browser in which this person came in.
    pub(crate) async fn come(&self, who: Value) -> Browser {
        self.provider.is(who);
        let mut browser = self.world.browser();
        let came = self.through(&mut browser, BEGIN).await;
        assert_eq!(came.location(), "/staff", "{} {}", came.status, came.body);
        browser
    }

    /// What this person is told who does not come in.
    pub(crate) async fn is_refused(&self, who: Value, status: StatusCode) -> Answer {
        self.provider.is(who);
        let mut browser = self.world.browser();
        let answer = self.through(&mut browser, BEGIN).await.expect(status);
        assert!(!is_in(&mut browser).await);
        answer
    }

    /// Connects the member who is signed in with somebody at the provider.
    pub(crate) async fn connect(&self, browser: &mut Browser, who: Value) -> Answer {
        self.provider.is(who);
        let there = browser.post("/staff/profile/sso/begin", &[]).await.location();
        let back = self.back(browser, &there).await;
        assert_eq!(back.location(), "/staff/profile/sso", "{}", back.body);
        browser.get("/staff/profile/sso").await.expect(StatusCode::OK);
        browser.post("/staff/profile/sso", &[]).await
    }

    /// The provider posts a logout token, as a server does.
    pub(crate) async fn log_out(&self, token: &str) -> StatusCode {
        let mut server = self.world.browser().header("sec-fetch-site", "cross-site");
        let body = format!("logout_token={token}").into_bytes();
        server.send(Method::POST, LOGOUT, Some("application/x-www-form-urlencoded"), body).await.status
    }

    /// A member's row.
    pub(crate) async fn row(&self, id: Uuid) -> staff::Model {
        staff::Entity::find_by_id(id).one(self.world.app.db.reader()).await.unwrap().unwrap()
    }

    /// Members who come by the provider, with their roles.
    pub(crate) async fn connected(&self) -> Vec<(Uuid, Vec<Role>)> {
        let all = staff::Entity::find().filter(staff::Column::IdentitySealed.is_not_null());
        let rows = all.all(self.world.app.db.reader()).await.unwrap();
        rows.into_iter().map(|row| (row.id, roles::split(&row.roles))).collect()
    }
}

pub(crate) async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/staff/profile").await.status == StatusCode::OK
}
