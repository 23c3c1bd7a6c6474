// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/type_list.hpp>

// Two neighbours may hand numbers over in a form that saves work. A form is an empty type; a bound layer lists the
// forms that it knows, best first, and the first that both neighbours know is used:
//
//   Node::gives           forms of its output. `give(form, context, in, rows, workspace)` returns the output in that
//                         form. It computes nothing that is worth keeping, as it is called once more for the backward
//                         pass.
//   Node::takes           forms of its input. `forward` and `backward` then take for `in` what `give` returns.
//   Node::gives_gradient  forms of the gradient of its input. `give_gradient(form, context, d_out, workspace)` returns
//                         it, after a `backward` whose d_in was not wanted.
//   Node::takes_gradient  forms of the gradient of its output. `backward_from(context, gradient, workspace)` then takes
//                         what `give_gradient` returns, in place of `backward`.
//
// To join two layers in a new way, declare a form beside the type of its value, and list it in both.
namespace linnet::inline LINNET_ISA {

/// The form that every layer gives and takes: numbers that are written to memory.
struct WrittenForm {};

/// The form of an output that lies in the batch. Every layer takes it, as it is a matrix like any other.
struct InPlaceForm {};

namespace detail {

template <class Node>
consteval auto forms_given() {
    if constexpr (requires { typename Node::gives; }) {
        return typename Node::gives{};
    } else {
        return TypeList<>{};
    }
}
template <class Node>
consteval auto forms_taken() {
    if constexpr (requires { typename Node::takes; }) {
        return typename Node::takes{};
    } else {
        return TypeList<>{};
    }
}
template <class Node>
consteval auto gradient_forms_given() {
    if constexpr (requires { typename Node::gives_gradient; }) {
        return typename Node::gives_gradient{};
    } else {
        return TypeList<>{};
    }
}
template <class Node>
consteval auto gradient_forms_taken() {
    if constexpr (requires { typename Node::takes_gradient; }) {
        return typename Node::takes_gradient{};
    } else {
        return TypeList<>{};
    }
}

template <class Given, class Taken>
struct common_form {
    using type = WrittenForm;
};
template <class First, class... Rest, class Taken>
struct common_form<TypeList<First, Rest...>, Taken>
    : std::conditional_t<std::is_same_v<First, InPlaceForm> || list_contains<Taken, First>, std::type_identity<First>,
                         common_form<TypeList<Rest...>, Taken>> {};

} // namespace detail

/// Whether a bound layer gives its output in this form.
template <class Node, class Form>
concept GivesForm = list_contains<decltype(detail::forms_given<Node>()), Form>;

/// Whether a bound layer takes the gradient of its output in this form.
template <class Node, class Form>
concept TakesGradientForm = list_contains<decltype(detail::gradient_forms_taken<Node>()), Form>;

/// The form in which a bound layer hands its output to the next.
template <class Node, class Next>
using output_form =
    typename detail::common_form<decltype(detail::forms_given<Node>()), decltype(detail::forms_taken<Next>())>::type;

/// The form in which a bound layer gets its gradient from the next.
template <class Node, class Next>
using gradient_form = typename detail::common_form<decltype(detail::gradient_forms_given<Next>()),
                                                   decltype(detail::gradient_forms_taken<Node>())>::type;

} // namespace linnet::inline LINNET_ISA
