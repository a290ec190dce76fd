//! The futures of `async_trait` are boxed by a function, so that the compiler does not look through each once more.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Block, Expr, ImplItem, Item, Stmt, TraitItem};

/// What `async_trait` made of the methods of a trait or of its implementation, with `boxed(async …)` for `Box::pin(async …)`.
pub fn by_function(item: TokenStream) -> TokenStream {
    let Ok(mut changed) = syn::parse2::<Item>(item.clone()) else { return item };
    match &mut changed {
        Item::Impl(all) => {
            for member in &mut all.items {
                if let ImplItem::Fn(method) = member {
                    change(&mut method.block);
                }
            }
        }
        Item::Trait(all) => {
            for member in &mut all.items {
                if let TraitItem::Fn(method) = member
                    && let Some(block) = &mut method.default
                {
                    change(block);
                }
            }
        }
        _ => return item,
    }
    changed.into_token_stream()
}

fn change(block: &mut Block) {
    let [Stmt::Expr(Expr::Call(call), None)] = block.stmts.as_mut_slice() else { return };
    let Expr::Path(called) = &*call.func else { return };
    let names = called.path.segments.iter().map(|segment| segment.ident.to_string());
    if names.eq(["Box", "pin"]) && matches!(call.args.first(), Some(Expr::Async(_))) {
        *call.func = syn::parse_quote!(::gatehouse_core::boxed);
    }
}

#[cfg(test)]
mod tests {
    use super::by_function;

    fn changed(item: &str) -> String {
        by_function(item.parse().unwrap()).to_string().replace(' ', "")
    }

    #[test]
    fn futures_of_methods_are_boxed_by_the_function_and_others_stay() {
        let method = "fn f(&self) -> Pin<Box<dyn Future>> { Box::pin(async move { Box::pin(g()).await }) }";
        let boxed = "{::gatehouse_core::boxed(asyncmove{Box::pin(g()).await})}";
        assert!(changed(&format!("impl T for X {{ {method} }}")).contains(boxed));
        assert!(changed(&format!("trait T {{ {method} }}")).contains(boxed));
        let other = "impl T for X { fn f(&self) -> Fut { Box::pin(g()) } }";
        assert_eq!(changed(other), other.replace(' ', ""));
    }
}
