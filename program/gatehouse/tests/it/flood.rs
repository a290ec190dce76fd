//! A flood of sign-ins from all networks of one /48: everybody else gets in. The drill `flood48` is the same on the program.

use crate::modules;
use axum::http::StatusCode;
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_accounts::actions::sign_in::{Here, SignIn, sign_in};
use gatehouse_accounts::refusals::VisitorRefusal;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Lang, Personal, Role, Secret, Stop};
use gatehouse_staff::model::totp::TotpSecret;
use gatehouse_staff::{NewMember, create_member};
use gatehouse_testkit::{Browser, TestEngine, World};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

const PASSWORD: &str = "Rk7%wzq4-Lantern";
const SECRET: &[u8] = b"12345678901234567890";

async fn wrong_password(cx: &Cx, n: u16) -> bool {
    let network = Ipv6Addr::new(0x2001, 0xdb8, 0x48, n, 0, 0, 0, 0);
    let cx = Cx { actor: Actor::Visitor, network: Some(format!("{network}/64")), ..cx.clone() };
    let input = SignIn {
        email: format!("victim{}@example.com", n % 50),
        password: "wrong".to_owned().into(),
        zone: String::new(),
        here: Here::default(),
        human: Default::default(),
        attaching: None,
    };
    match sign_in(&cx, input).await {
        Err(Stop::Refused(VisitorRefusal::TooOften(_))) => false,
        Err(_) => true,
        Ok(_) => panic!("a wrong password opened"),
    }
}

async fn customer_signs_in(browser: &mut Browser, from: Ipv4Addr) {
    *browser = browser.clone().from_address(from);
    let answer = browser.post("/sign-in", &[("email", "aiko@example.com"), ("password", PASSWORD)]).await;
    assert_eq!(answer.location(), "/home", "{}: {}", answer.status, answer.body);
}

async fn member_gives_password(browser: &mut Browser, from: Ipv4Addr) {
    *browser = browser.clone().from_address(from);
    let answer = browser.post("/staff/sign-in", &[("email", "ada@vendor.example"), ("password", PASSWORD)]).await;
    assert_eq!(answer.location(), "/staff/sign-in/code?next=/staff", "{}: {}", answer.status, answer.body);
}

async fn people(world: &World) -> (Browser, Browser) {
    let account = CreateConfirmed {
        email: "aiko@example.com".into(),
        password: PASSWORD.to_owned().into(),
        name: String::new(),
        lang: Lang::En,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: String::new(),
    };
    create_confirmed(&world.cx(), account).await.unwrap();
    let member = NewMember {
        email: Personal("ada@vendor.example".to_owned()),
        name: Personal("Ada".to_owned()),
        roles: vec![Role::Administrator],
        lang: Lang::En,
        password: Some(Secret::new(PASSWORD.to_owned())),
        totp_secret: Some(Secret::new(SECRET.to_vec())),
    };
    create_member(&world.cx(), member).await.unwrap();
    let (mut customer, mut staff) = (world.browser(), world.browser());
    customer_signs_in(&mut customer, Ipv4Addr::new(198, 51, 100, 1)).await;
    member_gives_password(&mut staff, Ipv4Addr::new(198, 51, 100, 2)).await;
    let code = TotpSecret::from_bytes(SECRET).unwrap().code_at(world.cx().now());
    staff.post("/staff/sign-in/code", &[("code", &code)]).await.expect(StatusCode::SEE_OTHER);
    (customer, staff)
}

/// ACC-11
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_from_65536_networks_of_one_site_keeps_nobody_else_out() {
    let world = World::with(TestEngine::Sqlite, modules(), |parts| parts.limits = true).await;
    let (mut customer, mut staff) = people(&world).await;
    let cx = Arc::new(world.cx());
    let flood: Vec<_> = (0..16_u16)
        .map(|part| {
            let cx = Arc::clone(&cx);
            tokio::spawn(async move {
                let mut looked_at = 0;
                for n in 0..4_096 {
                    looked_at += u32::from(wrong_password(&cx, part * 4_096 + n).await);
                }
                looked_at
            })
        })
        .collect();
    for n in 0..8 {
        customer_signs_in(&mut customer, Ipv4Addr::new(198, 51, 101, n)).await;
        member_gives_password(&mut staff, Ipv4Addr::new(198, 51, 102, n)).await;
        customer_signs_in(&mut world.browser(), Ipv4Addr::new(198, 51, 103, n)).await;
    }
    let mut looked_at = 0;
    for part in flood {
        looked_at += part.await.unwrap();
    }
    assert_eq!(looked_at, 160, "sixteen times what one network may try at once");
}
