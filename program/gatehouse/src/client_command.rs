//! `gatehouse client`: sites, apps and products that sign people in, for scripts that set up several systems at once (ACC-21).

use crate::config::Config;
use crate::install::{Installed, Making};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Refusal, Stop};
use gatehouse_db::{Direction, PageRequest, Sorting};
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{MOST, NewClient, RegisterRefusal, register};
use gatehouse_oidc::model::client::{ClientKind, IdTokenAlg, SCOPES};
use gatehouse_oidc::queries::clients::by_id;
use gatehouse_oidc::queries::staff_clients::{ClientColumn, ClientFilter, clients};
use gatehouse_oidc::rights::may;
use gatehouse_seal::private_file;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to do.
#[derive(Subcommand)]
pub enum ClientCommand {
    /// Lists the clients by name: id, client ID, kind and state.
    List,
    /// Registers a client; prints its client ID, and the secret of one that keeps a secret.
    Add(Box<NewClientArguments>),
}

/// What to register.
#[derive(Args)]
pub struct NewClientArguments {
    /// The name that people read.
    name: String,
    /// What it runs on.
    #[arg(long, default_value = "web", value_parser = known_kind())]
    kind: ClientKind,
    /// Where people are sent back to. May be given several times.
    #[arg(long = "redirect-uri")]
    redirect_uris: Vec<String>,
    /// Where people may be sent after signing out. May be given several times.
    #[arg(long = "after-sign-out")]
    post_logout_redirect_uris: Vec<String>,
    /// Where its server hears that somebody signed out.
    #[arg(long, default_value = "")]
    backchannel_logout_uri: String,
    /// What it may ask for. May be given several times; openid is always among them.
    #[arg(long = "scope", value_parser = PossibleValuesParser::new(SCOPES))]
    scopes: Vec<String>,
    /// What signs its ID tokens.
    #[arg(long, default_value = "RS256", value_parser = PossibleValuesParser::new(IdTokenAlg::ALL.map(IdTokenAlg::word)))]
    id_token_alg: String,
    /// It must push its requests.
    #[arg(long)]
    require_par: bool,
    /// It is the vendor's own: nobody is asked for consent.
    #[arg(long)]
    first_party: bool,
    /// A product that signs in by it. May be given several times.
    #[arg(long = "product")]
    products: Vec<String>,
    /// Where to write the secret, only for its owner to read; without it, to standard output.
    #[arg(long)]
    secret_file: Option<PathBuf>,
}

/// A kind by its word; for any other word the error lists them all.
fn known_kind() -> impl TypedValueParser<Value = ClientKind> {
    let words = PossibleValuesParser::new(ClientKind::ALL.map(ClientKind::word));
    words.try_map(|word| ClientKind::from_word(&word).ok_or("not a kind"))
}

/// Does it; 2 where it is refused.
pub async fn run(config: Config, command: ClientCommand) -> Result<ExitCode, Fault> {
    let installed = Box::pin(Installed::open_or_make(config, Making::Never)).await?;
    let cx = Cx::program(&installed.site.app, "command line");
    let done = match command {
        ClientCommand::List => list(&cx).await.map_err(Stop::from),
        ClientCommand::Add(new) => Box::pin(add(&cx, *new)).await,
    };
    let code = match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Refused(refusal)) => {
            for one in std::iter::once(&refusal as &dyn Refusal).chain(refusal.others()) {
                eprintln!("gatehouse: {}: {}", one.code(), one.text(cx.lang));
            }
            ExitCode::from(2)
        }
        Err(Stop::Broken(fault)) => return Err(fault),
    };
    installed.close().await?;
    Ok(code)
}

async fn add(cx: &Cx, new: NewClientArguments) -> Result<(), Stop<RegisterRefusal>> {
    let client = ClientInput {
        name: new.name,
        redirect_uris: new.redirect_uris,
        post_logout_redirect_uris: new.post_logout_redirect_uris,
        backchannel_logout_uri: new.backchannel_logout_uri,
        scopes: new.scopes,
        id_token_alg: new.id_token_alg,
        require_par: new.require_par,
        first_party: new.first_party,
        products: new.products,
        note: String::new(),
    };
    let made = register(cx, &NewClient { kind: new.kind.word().to_owned(), client }).await?;
    let client = by_id(cx, cx.read(), made.id).await?.ok_or_else(|| Fault::new("the new client is not there"))?;
    println!("client_id {}", client.client_id);
    match (made.secret, new.secret_file) {
        (Some(new), Some(file)) => {
            private_file::replace(&file, new.secret.expose().as_bytes())?;
            println!("the secret is in {}", file.display());
        }
        (Some(new), None) => println!("client_secret {}", new.secret.expose()),
        (None, _) => {}
    }
    Ok(())
}

async fn list(cx: &Cx) -> Result<(), Fault> {
    let may_look = may(cx).map_err(|_| Fault::new("the command line may look at everything"))?;
    let by_name = Sorting { column: ClientColumn::Name, direction: Direction::Ascending };
    // All of them: a piece of a list has more rows than there may be clients.
    let request = PageRequest { size: MOST, is_piece: true, ..PageRequest::default() };
    let found = clients(&may_look, &ClientFilter::default(), by_name, &request).await?.items;
    if found.is_empty() {
        println!("no clients yet: gatehouse client add \"Your Site\" --redirect-uri https://… registers one");
    }
    for row in found {
        let state = if row.disabled_at.is_some() { "disabled" } else { "active" };
        println!("{}  {}  {}  {state}  {}", row.id, row.client_id, row.kind.word(), row.name);
    }
    Ok(())
}
