//! The whole house: what holds across modules, and what only the real program can show.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]
#![allow(clippy::disallowed_methods, reason = "a test may listen without limits")]

mod api_doors;
mod asvs;
mod audit;
mod backup;
mod backup_files;
mod bodies;
mod brand;
mod budgets;
mod clients;
mod company_doors;
mod company_kills;
mod company_logo;
mod company_nodes;

mod company_key_files;
mod console;
mod demo_copy;
mod dependencies;
mod doors;
mod drills;
mod edges;
mod features;
mod flood;
mod glossary;
mod help;
mod help_more;
mod import;
mod installation;
mod inventory;
mod kill;
mod kill_chat;
mod kill_companies;
mod kill_mail;
mod kill_sign_in;
mod kill_webhooks;
mod life;
mod lists;
mod made_up;
mod migrations;
mod operator;
mod pages;
mod peppers;
mod postfix;
mod product;
mod product_sign_in;
mod quota;
mod routes;
mod sample;
mod seal;
mod server;
mod shell;
mod staff_log;
#[cfg(target_os = "linux")]
mod storage;
mod support_files;
mod texts;
mod uploads;
mod webhooks;

use gatehouse_accounts::{Accounts, AccountsConfig};
use gatehouse_core::{Random as _, Secret, SystemRandom};
use gatehouse_licenses::Licenses;
use gatehouse_messages::{Messages, Provider, Way};
use gatehouse_testkit::{TestEngine, World};
use gatehouse_worker::Workers;
use std::time::Duration;

/// Every module of the program, with a root key of its own and without the wait that hides the time of answers.
fn modules() -> Vec<Box<dyn gatehouse_web::Module>> {
    let licenses = Licenses::with_root(Secret::new(SystemRandom.token()));
    let mut all = gatehouse::modules(licenses);
    all[1] = Box::new(Accounts::new(AccountsConfig { equal_answer: Duration::ZERO, ..AccountsConfig::default() }));
    all
}

async fn world(engine: TestEngine) -> World {
    World::with(engine, modules(), |parts| {
        parts.services.put(Workers::new(env!("CARGO_BIN_EXE_gatehouse").into(), 2));
        // Pages offer text messages, and no test of the house has one sent.
        let way = Way::File("/nowhere/texts".into());
        let nobody = Provider { name: "nobody".to_owned(), prefixes: Vec::new(), way };
        parts.services.put(Messages::new(vec![nobody], vec!["JP".to_owned()], 1));
        gatehouse_webhooks::services(&mut parts.services);
    })
    .await
}
