// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: eigen openblas onednn
// ours: layers/dense_bench.cpp

// A fully connected layer in the libraries that people would otherwise use, on one thread: out = in kernel + bias; the
// gradients of input, kernel and bias.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

// g++ 12 says this of its own intrinsics.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

#ifdef LINNET_BENCH_EIGEN
#include <Eigen/Dense>
#endif
#ifdef LINNET_BENCH_OPENBLAS
#include <cblas.h>
#endif
#ifdef LINNET_BENCH_ONEDNN
#include <dnnl.hpp>
#endif

#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"
#include "support/dense_shapes.hpp"
#include "support/fair_settings.hpp"
#include "support/random_batches.hpp"

namespace linnet::bench {

namespace {

/// Numbers without gaps, row by row, as all of the peers want them.
template <class T>
struct Numbers {
    std::size_t rows;
    std::size_t columns;
    std::vector<T> elements = std::vector<T>(rows * columns);

    [[nodiscard]] MatrixView<T> view() { return {elements.data(), rows, columns, columns}; }
    [[nodiscard]] T* data() { return elements.data(); }
    [[nodiscard]] double at(std::size_t r, std::size_t c) const {
        return static_cast<double>(elements[r * columns + c]);
    }
};

template <class T>
struct DenseData {
    std::size_t batch, inputs, units;
    Numbers<T> in{batch, inputs}, kernel{inputs, units}, bias{1, units}, out{batch, units};
    Numbers<T> d_out{batch, units}, d_in{batch, inputs}, d_kernel{inputs, units}, d_bias{1, units};

    DenseData(std::size_t samples, std::size_t from, std::size_t to) : batch{samples}, inputs{from}, units{to} {
        std::uint64_t stream = 0;
        for (Numbers<T>* numbers : {&in, &kernel, &bias, &d_out}) {
            fill_random(numbers->view(), Random{31, stream++});
        }
    }
};

template <class Peer, class T>
class DenseCase : public Case {
public:
    DenseCase(std::size_t batch, std::size_t inputs, std::size_t units) : data_{batch, inputs, units}, peer_{data_} {}

    void prepare(Check& check) override {
        peer_.forward();
        peer_.backward();
        DenseData<T>& d = data_;
        check.sums("out", peer_.out(), d.inputs, [&](std::size_t b, std::size_t u) {
            double total = d.bias.at(0, u);
            for (std::size_t k = 0; k < d.inputs; ++k) {
                total += d.in.at(b, k) * d.kernel.at(k, u);
            }
            return total;
        });
        check.sums("d_in", d.d_in.view(), d.units, [&](std::size_t b, std::size_t k) {
            double total = 0;
            for (std::size_t u = 0; u < d.units; ++u) {
                total += d.d_out.at(b, u) * d.kernel.at(k, u);
            }
            return total;
        });
        check.sums("d_kernel", peer_.d_kernel(), d.batch, [&](std::size_t k, std::size_t u) {
            double total = 0;
            for (std::size_t b = 0; b < d.batch; ++b) {
                total += d.in.at(b, k) * d.d_out.at(b, u);
            }
            return total;
        });
        check.sums("d_bias", d.d_bias.view(), d.batch, [&](std::size_t, std::size_t u) {
            double total = 0;
            for (std::size_t b = 0; b < d.batch; ++b) {
                total += d.d_out.at(b, u);
            }
            return total;
        });
    }
    void time(Calls& calls, std::size_t workload) override {
        if (workload == 0) {
            run(calls, [&] { peer_.forward(); });
        } else {
            run(calls, [&] { peer_.backward(); });
        }
    }

private:
    DenseData<T> data_;
    Peer peer_;
};

/// What the peers that work in place have in common.
template <class T>
struct InPlace {
    explicit InPlace(DenseData<T>& data) : d{data} {}
    [[nodiscard]] MatrixView<T> out() { return d.out.view(); }
    [[nodiscard]] MatrixView<T> d_kernel() { return d.d_kernel.view(); }

    DenseData<T>& d;
};

#ifdef LINNET_BENCH_EIGEN
template <class T>
struct EigenDense : InPlace<T> {
    using InPlace<T>::InPlace;
    using Rows = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    using Map = Eigen::Map<Rows>;
    static Map map(Numbers<T>& numbers) {
        return {numbers.data(), static_cast<Eigen::Index>(numbers.rows), static_cast<Eigen::Index>(numbers.columns)};
    }

    void forward() {
        Map out = map(this->d.out);
        out.noalias() = map(this->d.in) * map(this->d.kernel);
        out.rowwise() += map(this->d.bias).row(0);
    }
    void backward() {
        map(this->d.d_in).noalias() = map(this->d.d_out) * map(this->d.kernel).transpose();
        map(this->d.d_kernel).noalias() = map(this->d.in).transpose() * map(this->d.d_out);
        map(this->d.d_bias).row(0) = map(this->d.d_out).colwise().sum();
    }
};
#endif

#ifdef LINNET_BENCH_OPENBLAS
template <class T>
struct OpenBlasDense : InPlace<T> {
    explicit OpenBlasDense(DenseData<T>& data) : InPlace<T>{data}, ones(data.batch, T{1}) {}

    static void product(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, std::size_t m, std::size_t n, std::size_t k, const T* a,
                        std::size_t lda, const T* b, std::size_t ldb, T beta, T* c) {
        const auto i = [](std::size_t x) { return static_cast<blasint>(x); };
        if constexpr (std::is_same_v<T, float>) {
            cblas_sgemm(CblasRowMajor, ta, tb, i(m), i(n), i(k), 1, a, i(lda), b, i(ldb), beta, c, i(n));
        } else {
            cblas_dgemm(CblasRowMajor, ta, tb, i(m), i(n), i(k), 1, a, i(lda), b, i(ldb), beta, c, i(n));
        }
    }
    void forward() {
        auto& data = this->d;
        for (std::size_t b = 0; b < data.batch; ++b) {
            std::copy_n(data.bias.data(), data.units, data.out.data() + b * data.units);
        }
        product(CblasNoTrans, CblasNoTrans, data.batch, data.units, data.inputs, data.in.data(), data.inputs,
                data.kernel.data(), data.units, 1, data.out.data());
    }
    void backward() {
        auto& data = this->d;
        product(CblasNoTrans, CblasTrans, data.batch, data.inputs, data.units, data.d_out.data(), data.units,
                data.kernel.data(), data.units, 0, data.d_in.data());
        product(CblasTrans, CblasNoTrans, data.inputs, data.units, data.batch, data.in.data(), data.inputs,
                data.d_out.data(), data.units, 0, data.d_kernel.data());
        product(CblasNoTrans, CblasNoTrans, 1, data.units, data.batch, ones.data(), data.batch, data.d_out.data(),
                data.units, 0, data.d_bias.data());
    }

    std::vector<T> ones;
};
#endif

#ifdef LINNET_BENCH_ONEDNN
/// With kernels in the layout that oneDNN prefers, reordered beforehand; its gradient of the kernel is left in it.
struct OneDnnDense {
    using Memory = dnnl::memory;
    using Arguments = std::unordered_map<int, Memory>;

    explicit OneDnnDense(DenseData<float>& data) : d{data} {
        const auto n = [](std::size_t x) { return static_cast<Memory::dim>(x); };
        const Memory::dims in{n(d.batch), n(d.inputs)}, out{n(d.batch), n(d.units)}, kernel{n(d.units), n(d.inputs)},
            bias{n(d.units)};
        const auto plain = [](const Memory::dims& dims) {
            return Memory::desc{dims, Memory::data_type::f32,
                                dims.size() == 1 ? Memory::format_tag::a : Memory::format_tag::ab};
        };
        const Memory::desc any{kernel, Memory::data_type::f32, Memory::format_tag::any};
        const Memory::desc ours{kernel, Memory::data_type::f32, Memory::format_tag::ba};
        const auto kind = dnnl::prop_kind::forward_training;
        const dnnl::inner_product_forward::primitive_desc forward_desc{{kind, plain(in), any, plain(bias), plain(out)},
                                                                       engine};
        const dnnl::inner_product_backward_data::primitive_desc data_desc{
            {plain(in), any, plain(out)}, engine, forward_desc};
        const dnnl::inner_product_backward_weights::primitive_desc weights_desc{
            {plain(in), any, plain(bias), plain(out)}, engine, forward_desc};
        Memory kernel_memory{ours, engine, d.kernel.data()};
        const auto reordered = [&](const Memory::desc& desc) {
            Memory memory{desc, engine};
            dnnl::reorder{kernel_memory, memory}.execute(stream, kernel_memory, memory);
            stream.wait();
            return memory;
        };
        const Memory in_memory{plain(in), engine, d.in.data()};
        const Memory d_out_memory{plain(out), engine, d.d_out.data()};
        d_kernel_memory = Memory{weights_desc.diff_weights_desc(), engine};
        d_kernel_plain = Memory{ours, engine, d.d_kernel.data()};
        calls = {{dnnl::inner_product_forward{forward_desc},
                  {{DNNL_ARG_SRC, in_memory},
                   {DNNL_ARG_WEIGHTS, reordered(forward_desc.weights_desc())},
                   {DNNL_ARG_BIAS, {plain(bias), engine, d.bias.data()}},
                   {DNNL_ARG_DST, {plain(out), engine, d.out.data()}}}},
                 {dnnl::inner_product_backward_data{data_desc},
                  {{DNNL_ARG_DIFF_DST, d_out_memory},
                   {DNNL_ARG_WEIGHTS, reordered(data_desc.weights_desc())},
                   {DNNL_ARG_DIFF_SRC, {plain(in), engine, d.d_in.data()}}}},
                 {dnnl::inner_product_backward_weights{weights_desc},
                  {{DNNL_ARG_DIFF_DST, d_out_memory},
                   {DNNL_ARG_SRC, in_memory},
                   {DNNL_ARG_DIFF_WEIGHTS, d_kernel_memory},
                   {DNNL_ARG_DIFF_BIAS, {plain(bias), engine, d.d_bias.data()}}}}};
    }
    void forward() { execute(0); }
    void backward() {
        execute(1);
        execute(2);
    }
    void execute(std::size_t call) {
        calls[call].primitive.execute(stream, calls[call].arguments);
        stream.wait();
    }
    [[nodiscard]] MatrixView<float> out() { return d.out.view(); }
    [[nodiscard]] MatrixView<float> d_kernel() {
        dnnl::reorder{d_kernel_memory, d_kernel_plain}.execute(stream, d_kernel_memory, d_kernel_plain);
        stream.wait();
        return d.d_kernel.view();
    }

    struct Call {
        dnnl::primitive primitive;
        Arguments arguments;
    };
    DenseData<float>& d;
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream{engine};
    Memory d_kernel_memory, d_kernel_plain;
    std::vector<Call> calls;
};
#endif

template <class Peer, class T>
void add_peer(const std::string& name, std::size_t batch, std::size_t inputs, std::size_t units) {
    const std::string layer = dense_name(inputs, units);
    const double flops = 2 * static_cast<double>(inputs * units);
    add(std::make_unique<DenseCase<Peer, T>>(batch, inputs, units),
        {{.name = layer + ", forward", .batch = batch, .flops = flops},
         {.name = layer + ", backward", .batch = batch, .flops = 2 * flops}},
        {sizeof(T) == 4 ? "float" : "double", sizeof(T), "peer:" + name});
}

} // namespace

const Cases cases{[] {
    for_each_dense_shape([]<std::size_t Inputs, std::size_t Units>() {
        for (const std::size_t batch : dense_batches) {
#ifdef LINNET_BENCH_EIGEN
            add_peer<EigenDense<float>, float>("Eigen", batch, Inputs, Units);
            add_peer<EigenDense<double>, double>("Eigen", batch, Inputs, Units);
#endif
#ifdef LINNET_BENCH_OPENBLAS
            add_peer<OpenBlasDense<float>, float>("OpenBLAS", batch, Inputs, Units);
            add_peer<OpenBlasDense<double>, double>("OpenBLAS", batch, Inputs, Units);
#endif
#ifdef LINNET_BENCH_ONEDNN
            add_peer<OneDnnDense, float>("oneDNN", batch, Inputs, Units);
#endif
        }
    });
}};

} // namespace linnet::bench
