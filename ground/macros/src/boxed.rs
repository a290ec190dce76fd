//! The futures of `async_trait`, boxed where the compiler proves them quickly.
//!
//! A future that becomes a `dyn Future + Send` is proven to be `Send` with all futures inside it. What was proven the compiler keeps by the
//! bounds that hold where it was asked, and each method that `async_trait` writes has bounds of its own: so all of it was proven anew for
//! each method, twice, and that took longer than everything else in building a module. A function inside the method has no bounds: what is
//! proven there is proven once for the crate. And a future that a function boxes is not looked at again when the method is finished.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote};
use syn::{Block, Expr, ExprAsync, FnArg, GenericParam, ImplItem, ImplItemFn, Item, Path, Stmt, TraitItem, Type};

/// What `async_trait` made of the methods of a trait or of its implementation, with futures boxed so.
pub fn by_function(item: TokenStream) -> TokenStream {
    let Ok(mut changed) = syn::parse2::<Item>(item.clone()) else { return item };
    match &mut changed {
        Item::Impl(all) => {
            let own = if all.generics.params.is_empty() { plain(&all.self_ty).cloned() } else { None };
            for member in &mut all.items {
                if let ImplItem::Fn(method) = member {
                    let inner = own.as_ref().and_then(|own| inside(method, own));
                    match inner {
                        Some(block) => method.block = block,
                        None => in_place(&mut method.block),
                    }
                }
            }
        }
        Item::Trait(all) => {
            for member in &mut all.items {
                if let TraitItem::Fn(method) = member
                    && let Some(block) = &mut method.default
                {
                    in_place(block);
                }
            }
        }
        _ => return item,
    }
    changed.into_token_stream()
}

/// The future of a method that is nothing but `Box::pin(async …)`.
fn future(block: &Block) -> Option<&ExprAsync> {
    let [Stmt::Expr(Expr::Call(call), None)] = block.stmts.as_slice() else { return None };
    let Expr::Path(called) = &*call.func else { return None };
    let names = called.path.segments.iter().map(|segment| segment.ident.to_string());
    match call.args.first() {
        Some(Expr::Async(future)) if names.eq(["Box", "pin"]) => Some(future),
        _ => None,
    }
}

fn in_place(block: &mut Block) {
    if let Some(future) = future(block) {
        *block = syn::parse_quote!({ ::gatehouse_core::boxed(#future) });
    }
}

/// The path of a type without generics.
fn plain(own: &Type) -> Option<&Path> {
    match own {
        Type::Path(path) if path.qself.is_none() => {
            path.path.segments.iter().all(|segment| segment.arguments.is_none()).then_some(&path.path)
        }
        _ => None,
    }
}

/// The method's body as a function inside it, with one lifetime for all; none of a method for which that is not enough.
fn inside(method: &mut ImplItemFn, own: &Path) -> Option<Block> {
    let future = future(&method.block)?.clone();
    if names_types(method.to_token_stream()) {
        return None;
    }
    let are_numbered = method.sig.generics.params.iter().all(|parameter| match parameter {
        GenericParam::Lifetime(of) => of.lifetime.ident == "async_trait" || is_numbered(&of.lifetime.ident),
        _ => false,
    });
    if !are_numbered {
        return None;
    }
    let (mut parameters, mut arguments, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for (at, input) in method.sig.inputs.iter().enumerate() {
        match input {
            FnArg::Receiver(this) => {
                let (_, lifetime) = this.reference.as_ref()?;
                lifetime.as_ref()?;
                let mutable = &this.mutability;
                parameters.push(quote!(__this: &'async_trait #mutable Self));
                arguments.push(quote!(self));
                names.push(None);
            }
            FnArg::Typed(argument) => {
                let (pattern, of) = (&argument.pat, &argument.ty);
                if lifetimes(of.to_token_stream()) > 1 {
                    return None;
                }
                parameters.push(quote!(#pattern: #of));
                let name = format_ident!("__argument{at}");
                arguments.push(quote!(#name));
                names.push(Some(name));
            }
        }
    }
    let (name, output) = (format_ident!("__{}", method.sig.ident), &method.sig.output);
    let function = quote! {
        #[allow(
            clippy::borrowed_box,
            clippy::needless_lifetimes,
            clippy::needless_pass_by_value,
            clippy::ptr_arg,
            clippy::too_many_arguments,
            clippy::type_complexity
        )]
        fn #name<'async_trait>(#(#parameters),*) #output {
            ::gatehouse_core::boxed(#future)
        }
    };
    let function = changed(function, own);
    let block = syn::parse2(quote!({ #function #name(#(#arguments),*) })).ok()?;
    for (input, name) in method.sig.inputs.iter_mut().zip(names) {
        if let (FnArg::Typed(argument), Some(name)) = (input, name) {
            *argument.pat = syn::parse_quote!(#name);
        }
    }
    Some(block)
}

/// How many lifetimes stand there.
fn lifetimes(tokens: TokenStream) -> usize {
    let of = |token| match token {
        TokenTree::Punct(mark) if mark.as_char() == '\'' => 1,
        TokenTree::Group(group) => lifetimes(group.stream()),
        _ => 0,
    };
    tokens.into_iter().map(of).sum()
}

/// Whether something like `Self::Row` stands there, which may be a type of the trait: by the name of the type alone it is not found.
fn names_types(tokens: TokenStream) -> bool {
    let mut last = [' '; 3];
    for token in tokens {
        let is = match token {
            TokenTree::Group(group) if names_types(group.stream()) => return true,
            TokenTree::Ident(name) if name == "Self" => 'S',
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let is_type = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
                if is_type && last == ['S', ':', ':'] {
                    return true;
                }
                'i'
            }
            TokenTree::Punct(mark) => mark.as_char(),
            _ => ' ',
        };
        last = [last[1], last[2], is];
    }
    false
}

/// With the one lifetime for those that `async_trait` numbered, the type's name for `Self` and the parameter's for `self`.
fn changed(tokens: TokenStream, own: &Path) -> TokenStream {
    let mut all = TokenStream::new();
    let mut is_lifetime = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let was_mark =
            std::mem::replace(&mut is_lifetime, matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '\''));
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), changed(group.stream(), own));
                inner.set_span(group.span());
                all.extend([TokenTree::Group(inner)]);
            }
            TokenTree::Ident(name) if was_mark && is_numbered(&name) => {
                all.extend([TokenTree::Ident(Ident::new("async_trait", Span::call_site()))]);
            }
            TokenTree::Ident(name) if !was_mark && name == "Self" => own.to_tokens(&mut all),
            // `self::` is a module.
            TokenTree::Ident(name)
                if !was_mark
                    && name == "self"
                    && !matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == ':') =>
            {
                all.extend([TokenTree::Ident(Ident::new("__this", Span::call_site()))]);
            }
            other => all.extend([other]),
        }
    }
    all
}

fn is_numbered(name: &Ident) -> bool {
    name.to_string().strip_prefix("life").is_some_and(|number| number.parse::<u32>().is_ok())
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
        assert!(changed(&format!("impl<A> T for X<A> {{ {method} }}")).contains(boxed));
        assert!(changed(&format!("trait T {{ {method} }}")).contains(boxed));
        let other = "impl T for X { fn f(&self) -> Fut { Box::pin(g()) } }";
        assert_eq!(changed(other), other.replace(' ', ""));
    }

    #[test]
    fn a_method_of_a_plain_type_has_its_future_in_a_function_without_bounds() {
        let method = "fn f<'life0, 'life1, 'async_trait>(&'life0 self, _: &'life1 Cx) -> Fut<'async_trait> \
                      where 'life0: 'async_trait { Box::pin(async move { let __self = self; Self::g(__self).await }) }";
        let made = changed(&format!("impl T for X {{ {method} }}"));
        assert!(
            made.contains("fn__f<'async_trait>(__this:&'async_traitX,_:&'async_traitCx)->Fut<'async_trait>{"),
            "{made}"
        );
        assert!(made.contains("let__self=__this;X::g(__self).await"), "{made}");
        assert!(made.contains("}__f(self,__argument1)}"), "{made}");
        let two = method.replace("&'life1 Cx", "&'life1 Tx<'life2>");
        assert!(!changed(&format!("impl T for X {{ {two} }}")).contains("fn__f"));
        let named = method.replace("Self::g(", "Self::Row::g(");
        assert!(!changed(&format!("impl T for X {{ {named} }}")).contains("fn__f"));
    }
}
