# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# How every room is compiled.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
# No unit is a module: without the scan ccache works and each file is compiled once.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# All programs side by side, as they are when installed: they find each other there.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
option(BUILD_TESTING "Build the tests" ON)
option(PARTERRE_WERROR "Warnings are errors (presets and CI)" OFF)
option(PARTERRE_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(PARTERRE_FUZZ "Build the libFuzzer targets (clang only)" OFF)

option(PARTERRE_PRECOMPILE "Precompile the standard's and Qt's headers" OFF)

# Asserts guard disks: no build of this project defines NDEBUG.
foreach(configuration RELEASE RELWITHDEBINFO MINSIZEREL)
    string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_${configuration} "${CMAKE_CXX_FLAGS_${configuration}}")
endforeach()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch-enum -Wundef -Wformat=2 -Werror=unused-result
    -Werror=return-type -Werror=switch)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 14 sees dangling references in TRY() where the temporary is a named variable, and with -O2
    # uninitialised members of whatever alternative a std::variant does not hold.
    add_compile_options(-Wno-dangling-reference -Wno-maybe-uninitialized -Wno-missing-field-initializers)
else()
    add_compile_options(-Wno-missing-field-initializers -Wno-missing-designated-field-initializers)
endif()
# A layout has slots: Qt's are spelt Q_SLOTS and Q_SIGNALS here ("emit" stays).
add_compile_definitions(QT_NO_SIGNALS_SLOTS_KEYWORDS)
if(PARTERRE_WERROR)
    add_compile_options(-Werror)
endif()
if(PARTERRE_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
else()
    add_compile_options($<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=3>
        -fstack-protector-strong -D_GLIBCXX_ASSERTIONS -ftrivial-auto-var-init=zero)
    add_link_options(-Wl,-z,relro,-z,now)
endif()

# parterre_precompiled(TARGET HEADER): the headers of others that this target's files begin with. Builds that
# do not precompile show which file forgot to include what it uses.
function(parterre_precompiled target header)
    if(PARTERRE_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled/${header})
    endif()
endfunction()

# parterre_room(TARGET FOLDER...): a static library of all sources in these folders of this room.
function(parterre_room target)
    set(sources)
    foreach(folder ${ARGN})
        file(GLOB_RECURSE found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp
             ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.h)
        list(APPEND sources ${found})
    endforeach()
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()

function(parterre_qt target)
    set_target_properties(${target} PROPERTIES AUTOMOC ON AUTORCC ON)
    target_compile_definitions(${target} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH
        QT_DISABLE_DEPRECATED_UP_TO=0x060800 QT_NO_URL_CAST_FROM_STRING)
endfunction()
